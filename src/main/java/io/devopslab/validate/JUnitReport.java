package io.devopslab.validate;

import io.devopslab.text.Message;
import io.devopslab.validate.Case.Finding;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Proofs as the XML that CI servers read: a suite a lab, a test a case; unproved cases and those that a target does not carry are skipped ones. */
public final class JUnitReport {

    private JUnitReport() {}

    /** Writes the file, whose directory is made when needed. */
    public static void write(List<Proof> proofs, Path file) throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        if (directory != null) {
            Files.createDirectories(directory);
        }
        try (Writer writer = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
            XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(writer);
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeStartElement("testsuites");
            for (Proof proof : proofs) {
                suite(xml, proof);
            }
            xml.writeEndElement();
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException e) {
            throw new IOException("The report cannot be written as XML: " + e.getMessage(), e);
        }
    }

    private static void suite(XMLStreamWriter xml, Proof proof) throws XMLStreamException {
        xml.writeStartElement("testsuite");
        xml.writeAttribute("name", proof.lab());
        xml.writeAttribute("tests", Integer.toString(proof.cases().size()));
        xml.writeAttribute("failures", count(proof, Finding.Refuted.class::isInstance));
        xml.writeAttribute("errors", "0");
        xml.writeAttribute("skipped", count(proof, JUnitReport::isOpen));
        xml.writeAttribute("time", seconds(proof.took()));
        for (Case one : proof.cases()) {
            test(xml, proof.lab(), one);
        }
        xml.writeEndElement();
    }

    private static void test(XMLStreamWriter xml, String lab, Case one) throws XMLStreamException {
        xml.writeStartElement("testcase");
        xml.writeAttribute("classname", lab + "." + one.kind().name().toLowerCase(Locale.ROOT));
        xml.writeAttribute("name", one.name());
        xml.writeAttribute("time", seconds(one.took()));
        if (one.finding() instanceof Finding.Refuted refuted) {
            reason(xml, "failure", refuted.why());
        } else if (one.finding() instanceof Finding.Unproved unproved) {
            reason(xml, "skipped", unproved.why());
        } else if (one.finding() instanceof Finding.Uncarried uncarried) {
            reason(xml, "skipped", uncarried.why());
        }
        xml.writeEndElement();
    }

    private static void reason(XMLStreamWriter xml, String element, Message why) throws XMLStreamException {
        xml.writeStartElement(element);
        xml.writeAttribute("message", allowed(why.toString()));
        xml.writeEndElement();
    }

    /** What a build printed may hold what XML does not allow. */
    private static String allowed(String text) {
        StringBuilder allowed = new StringBuilder();
        text.codePoints()
                .map(c -> c == '\t'
                                || c == '\n'
                                || c == '\r'
                                || (c >= 0x20 && c < 0xFFFE && !isSurrogate(c))
                                || c > 0xFFFF
                        ? c
                        : '\uFFFD')
                .forEach(allowed::appendCodePoint);
        return allowed.toString();
    }

    private static boolean isSurrogate(int c) {
        return c >= 0xD800 && c <= 0xDFFF;
    }

    private static String count(Proof proof, Predicate<Finding> which) {
        return Long.toString(
                proof.cases().stream().filter(one -> which.test(one.finding())).count());
    }

    /** Whether nobody could say. */
    private static boolean isOpen(Finding finding) {
        return finding instanceof Finding.Unproved || finding instanceof Finding.Uncarried;
    }

    private static String seconds(Duration took) {
        return String.format(Locale.ROOT, "%.3f", took.toMillis() / 1000.0);
    }
}

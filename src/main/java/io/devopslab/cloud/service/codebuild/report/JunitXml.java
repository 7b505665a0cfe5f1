package io.devopslab.cloud.service.codebuild.report;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.codebuild.model.TestCase;

/** Reads test cases from JUnit's XML. Document types and entities are refused. */
final class JunitXml {

    private static final int LONGEST_TEXT = 10_000;
    private static final BigDecimal NANOS = BigDecimal.valueOf(1_000_000_000L);

    private final String path;
    private final List<TestCase> cases = new ArrayList<>();
    private @Nullable String suite;
    private TestCase.@Nullable Builder open;

    private JunitXml(String path) {
        this.path = path;
    }

    /**
     * @param path how the file is called in the report
     * @throws IllegalArgumentException when it is no such document
     */
    static List<TestCase> read(Path file, String path) {
        XMLInputFactory factory = XMLInputFactory.newFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        try (InputStream in = Files.newInputStream(file)) {
            XMLStreamReader xml = factory.createXMLStreamReader(in);
            JunitXml reader = new JunitXml(path);
            while (xml.hasNext()) {
                reader.step(xml, xml.next());
            }
            return reader.cases;
        } catch (XMLStreamException | IOException e) {
            throw new IllegalArgumentException(
                    "The file " + path + " is not in the format JUNITXML: " + firstLine(e.getMessage()), e);
        }
    }

    private static String firstLine(@Nullable String message) {
        return message == null ? "" : message.lines().findFirst().orElse("");
    }

    private void step(XMLStreamReader xml, int event) throws XMLStreamException {
        if (event == XMLStreamConstants.START_ELEMENT) {
            start(xml);
        } else if (event == XMLStreamConstants.END_ELEMENT && xml.getLocalName().equals("testcase") && open != null) {
            cases.add(open.build());
            open = null;
        }
    }

    private void start(XMLStreamReader xml) throws XMLStreamException {
        switch (xml.getLocalName()) {
            case "testsuite" -> suite = attribute(xml, "name").orElse(null);
            case "testcase" -> open = testCase(xml);
            case "failure" -> problem(xml, "FAILED");
            case "error" -> problem(xml, "ERROR");
            case "skipped" -> problem(xml, "SKIPPED");
            default -> {
                // Properties and outputs are not part of a report.
            }
        }
    }

    private TestCase.Builder testCase(XMLStreamReader xml) {
        return TestCase.builder()
                .testRawDataPath(path)
                .testSuiteName(suite)
                .prefix(attribute(xml, "classname").orElse(""))
                .name(attribute(xml, "name").orElse(""))
                .status("SUCCEEDED")
                .durationInNanoSeconds(nanos(attribute(xml, "time").orElse("0")))
                .message("");
    }

    private void problem(XMLStreamReader xml, String status) throws XMLStreamException {
        if (open == null) {
            return;
        }
        Optional<String> message = attribute(xml, "message");
        String text = message.isPresent() ? message.get() : xml.getElementText();
        open.status(status).message(text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT) : text);
    }

    private static Optional<String> attribute(XMLStreamReader xml, String name) {
        return Optional.ofNullable(xml.getAttributeValue(null, name));
    }

    /** Times have seconds with a fraction, and in some runners' files commas for thousands. */
    private static long nanos(String seconds) {
        try {
            String plain = seconds.replace(",", "");
            return plain.length() > 30
                    ? 0
                    : new BigDecimal(plain).multiply(NANOS).longValue();
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}

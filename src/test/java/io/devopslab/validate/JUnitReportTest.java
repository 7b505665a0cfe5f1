package io.devopslab.validate;

import static org.assertj.core.api.Assertions.assertThat;

import io.devopslab.validate.Case.Finding;
import io.devopslab.validate.Case.Kind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;

class JUnitReportTest {

    @TempDir
    Path directory;

    @Test
    void a_report_counts_and_explains_whatever_was_printed() throws Exception {
        String hostile = "<a>&\"'\u0000\u001b[31m\ud800 đỏ 🚦";
        Proof proof = new Proof(
                "shop",
                List.of(
                        new Case(
                                Kind.MUTANT,
                                "t/m<&>",
                                new Finding.Refuted(Prover.message("fault", hostile)),
                                Duration.ofMillis(1234)),
                        new Case(Kind.STOP, "stop", new Finding.Unproved(Prover.message("after", "t")), Duration.ZERO),
                        new Case(
                                Kind.SOLUTION, "u", new Finding.Uncarried(Prover.message("after", "t")), Duration.ZERO),
                        new Case(Kind.FRESH, "start", new Finding.Proved(), Duration.ZERO)),
                Duration.ofSeconds(2));
        Path file = directory.resolve("made/out.xml");

        JUnitReport.write(List.of(proof), file);

        Element suite = (Element) DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(file.toFile())
                .getElementsByTagName("testsuite")
                .item(0);
        assertThat(suite.getAttribute("tests")).isEqualTo("4");
        assertThat(suite.getAttribute("failures")).isEqualTo("1");
        assertThat(suite.getAttribute("skipped")).isEqualTo("2");
        Element test = (Element) suite.getElementsByTagName("testcase").item(0);
        assertThat(test.getAttribute("name")).isEqualTo("t/m<&>");
        assertThat(test.getAttribute("classname")).isEqualTo("shop.mutant");
        assertThat(test.getAttribute("time")).isEqualTo("1.234");
        Element failure = (Element) suite.getElementsByTagName("failure").item(0);
        assertThat(failure.getAttribute("message")).contains("<a>&\"'", "đỏ 🚦").doesNotContain("\u001b");
    }
}

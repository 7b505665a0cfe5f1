package io.devopslab.validate;

import static org.assertj.core.api.Assertions.assertThat;

import io.devopslab.catalog.Labs;
import io.devopslab.catalog.Problem;
import io.devopslab.text.Language;
import io.devopslab.validate.Case.Finding;
import io.devopslab.validate.Case.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GitHubReportTest {

    private static final String HOSTILE = "100 % | <b>x</b>\n::error::forged\r`*_";

    @TempDir
    Path workspace;

    private GitHubReport report;
    private List<String> manifest;

    @BeforeEach
    void labs() throws Exception {
        Path labs = workspace.resolve("labs");
        Labs.changed(labs, yaml -> yaml + "\n");
        manifest = Files.readAllLines(labs.resolve("tiny/lab.yaml"));
        report = new GitHubReport(Language.EN, labs, workspace);
    }

    private static Proof proof(Case... cases) {
        return new Proof("tiny", List.of(cases), Duration.ofMillis(1500));
    }

    private static Case refuted(Kind kind, String name) {
        return new Case(kind, name, new Finding.Refuted(Prover.message("fault", HOSTILE)), Duration.ZERO);
    }

    /** The text of the line that an annotation points to. */
    private String line(String annotation) {
        return manifest.get(Integer.parseInt(annotation.replaceAll(".*,line=([0-9]+),.*", "$1")) - 1);
    }

    @Test
    void each_annotation_points_to_its_line_of_the_manifest() {
        List<String> annotations = report.annotations(List.of(proof(
                refuted(Kind.MUTANT, "greeting/shouted"),
                refuted(Kind.SOLUTION, "ready"),
                refuted(Kind.FRESH, "parameter-ready"),
                refuted(Kind.KILL, "solve/ready"),
                refuted(Kind.STOP, "stop"),
                new Case(Kind.FRESH, "start", new Finding.Proved(), Duration.ZERO))));

        assertThat(annotations).hasSize(5).allMatch(command -> command.matches("::error file=[^:]*tiny/lab.yaml,.*"));
        assertThat(annotations).noneMatch(command -> command.contains("file=/"));
        assertThat(line(annotations.get(0))).contains("id: shouted");
        assertThat(line(annotations.get(1))).contains("id: ready");
        assertThat(line(annotations.get(2))).contains("id: parameter-ready");
        assertThat(line(annotations.get(3))).contains("id: ready");
        assertThat(annotations.get(4)).contains("line=1,");
    }

    @Test
    void what_a_build_printed_forges_no_command_and_no_table() {
        Proof proof = proof(refuted(Kind.MUTANT, "a,b:c/d"));

        assertThat(report.annotations(List.of(proof)))
                .singleElement()
                .asString()
                .doesNotContain("\n", "\r")
                .contains("100 %25", "%0A::error::forged%0D", "title=tiny%3A mutant a%2Cb%3Ac/d::");
        assertThat(report.summary(List.of(proof)))
                .contains("| tiny | invalid lab |", "0 of 1", "1.5", "\\|", "&lt;b>")
                .doesNotContain("\n::error")
                .doesNotContain("<b>");
    }

    @Test
    void what_could_not_be_tried_is_a_warning() {
        Case open = new Case(Kind.STOP, "stop", new Finding.Unproved(Prover.message("after", "t")), Duration.ZERO);

        assertThat(report.annotations(List.of(proof(open))))
                .singleElement()
                .asString()
                .startsWith("::warning ");
        assertThat(report.summary(List.of(proof(open)))).contains("not tried tiny stop stop");
    }

    @Test
    void a_manifest_that_is_wrong_is_noted_where_it_is_wrong() {
        Problem problem = new Problem(workspace.resolve("labs/x/lab.yaml"), 7, 3, "tasks[0]", "no, never");

        assertThat(report.problems(List.of(problem)))
                .containsExactly("::error file=labs/x/lab.yaml,line=7,title=tasks[0]::no, never");
    }

    @Test
    void a_manifest_that_is_gone_costs_the_line_only() {
        GitHubReport elsewhere = new GitHubReport(Language.EN, workspace.resolve("nowhere"), workspace);
        assertThat(elsewhere.annotations(List.of(proof(refuted(Kind.SOLUTION, "ready")))))
                .singleElement()
                .asString()
                .contains("line=1,");
    }
}

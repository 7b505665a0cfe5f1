package io.devopslab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.devopslab.catalog.Catalog;
import io.devopslab.catalog.Lab;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CostCommandTest {

    @TempDir
    private Path home;

    @Test
    void each_priced_resource_is_explained_and_what_is_not_known_is_named() {
        CommandRun run = CommandRun.lab(home, "cost", "cicd");
        Lab lab = Catalog.open(Path.of("labs")).lab("cicd");

        assertThat(run).extracting(CommandRun::exitCode).isEqualTo(0);
        assertThat(run.out().replaceAll("\\s+", " "))
                .contains(
                        lab.duration().toMinutes() + " minutes",
                        "us-east-1",
                        "AWS::CodePipeline::Pipeline",
                        "https://aws.amazon.com/codepipeline/pricing/",
                        "No price of their own: AWS::IAM::Policy",
                        "Price not known here",
                        "AWS::S3::Bucket",
                        "cicd-app",
                        "The lab says: about " + lab.cost().estimate().toPlainString() + " USD; "
                                + lab.cost().cap().toPlainString() + " USD at most");
    }

    @Test
    void programs_get_the_same() {
        CommandRun run = CommandRun.lab(home, "cost", "testing", "--target", "aws", "--json");

        assertThat(run).extracting(CommandRun::exitCode).isEqualTo(0);
        double sum = 0;
        for (var resource : run.json().path("resources")) {
            sum += resource.path("usd").asDouble();
        }
        assertThat(run.json().path("knownUsd").asDouble()).isBetween(sum, sum + 0.01);
        assertThat(run.json().path("capUsd").asDouble()).isEqualTo(2);
    }

    @Test
    void elsewhere_it_costs_nothing() {
        assertThat(CommandRun.lab(home, "cost", "cicd", "--target", "localstack")
                        .out())
                .contains("costs nothing on the target localstack");
    }

    @Test
    void a_lab_that_there_is_not_is_a_usage_error() {
        assertThat(CommandRun.lab(home, "cost", "cidc"))
                .extracting(CommandRun::exitCode)
                .isEqualTo(2);
    }

    @Test
    void it_reads_in_vietnamese() {
        assertThat(CommandRun.lab(home, "cost", "cicd", "--lang", "vi").out()).contains("Đã biết: khoảng");
    }
}

package io.devopslab.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.devopslab.catalog.Catalog;
import io.devopslab.catalog.Lab;
import io.devopslab.catalog.Labs;
import io.devopslab.cost.CostLine.Charge;
import io.devopslab.cost.CostLine.Kind;
import io.devopslab.text.LabException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EstimatorTest {

    private static final String PRICES = """
            {"region": "us-east-1", "read": "2026-11-30",
             "prices": [
               {"type": "AWS::CodeCommit::Repository", "unit": "build-minute", "usd": "0.005", "perHour": "6",
                "source": "https://aws.example/used"},
               {"type": "AWS::S3::Bucket", "unit": "alarm-month", "usd": "73", "source": "https://aws.example/stands"}],
             "free": [{"types": ["AWS::IAM::Role"], "source": "https://aws.example/free"}]}
            """;

    @TempDir
    private Path directory;

    private static CostEstimate estimate(Lab lab, Duration time) throws Exception {
        return new Estimator(Prices.of(new ObjectMapper().readTree(PRICES))).of(lab, time);
    }

    private static Charge charge(CostEstimate estimate, String resource) {
        return estimate.lines().stream()
                .filter(line -> line.resource().equals(resource))
                .findFirst()
                .flatMap(CostLine::charge)
                .orElseThrow();
    }

    @Test
    void what_is_used_is_assumed_by_the_hour_and_what_stands_is_reckoned_by_time() throws Exception {
        CostEstimate estimate = estimate(Labs.tiny(), Duration.ofMinutes(90));

        Charge used = charge(estimate, "Repository");
        assertThat(used.assumed()).isTrue();
        assertThat(used.quantity()).isEqualByComparingTo("9");
        assertThat(used.usd()).isEqualByComparingTo("0.045");
        Charge stands = charge(estimate, "Bucket");
        assertThat(stands.assumed()).isFalse();
        assertThat(stands.usd())
                .as("1.5 of 730 hours at 73")
                .isBetween(new BigDecimal("0.15"), new BigDecimal("0.151"));
        assertThat(estimate.sum()).isEqualByComparingTo(used.usd().add(stands.usd()));
    }

    @Test
    void what_is_not_known_is_said_and_costs_nothing_in_the_sum() throws Exception {
        CostEstimate estimate = estimate(Labs.tiny(), Duration.ofHours(1));

        assertThat(estimate.lines())
                .filteredOn(line -> line.resource().equals("Parameter"))
                .singleElement()
                .satisfies(line -> {
                    assertThat(line.kind()).isEqualTo(Kind.UNKNOWN);
                    assertThat(line.charge()).isEmpty();
                });
        assertThat(estimate.uncounted()).containsExactly("tiny-extra");
    }

    @Test
    void a_price_holds_only_for_what_has_the_properties_that_it_names() throws Exception {
        Prices prices = Prices.known();
        ObjectMapper json = new ObjectMapper();

        assertThat(prices.of("AWS::CodePipeline::Pipeline", json.readTree("{\"PipelineType\": \"V2\"}")))
                .hasValueSatisfying(price -> assertThat(price.unit()).isEqualTo("action-minute"));
        assertThat(prices.of("AWS::CodePipeline::Pipeline", json.readTree("{}")))
                .hasValueSatisfying(price -> assertThat(price.unit()).isEqualTo("pipeline-month"));
        assertThat(prices.of(
                        "AWS::CodeBuild::Project",
                        json.readTree("{\"Environment\": {\"ComputeType\": \"BUILD_GENERAL1_2XLARGE\"}}")))
                .as("its price is not known")
                .isEmpty();
    }

    @Test
    void a_pipeline_of_the_first_type_costs_nothing_in_its_first_month() throws Exception {
        Lab lab = Labs.changed(directory, manifest -> manifest.replace("duration: 10m", "duration: 11m"));
        Files.writeString(
                lab.stacks().get(0).template(),
                "Resources:\n  Old:\n    Type: AWS::CodePipeline::Pipeline\n    Properties:\n      RoleArn: !GetAtt R.Arn\n");

        CostEstimate young = Estimator.ofKnownPrices().of(lab, Duration.ofHours(2));
        CostEstimate old = Estimator.ofKnownPrices().of(lab, Duration.ofDays(31));

        assertThat(charge(young, "Old").usd()).isEqualByComparingTo("0");
        assertThat(charge(old, "Old").usd()).isGreaterThan(BigDecimal.ONE);
    }

    @Test
    void every_known_price_names_its_page_and_costs_something() {
        Prices prices = Prices.known();

        assertThat(prices.prices()).isNotEmpty().allSatisfy(price -> {
            assertThat(URI.create(price.source()).getHost()).endsWith("aws.amazon.com");
            assertThat(price.usd()).isPositive();
            price.secondHand().ifPresent(page -> assertThat(page).startsWith("https://"));
        });
        assertThat(prices.free().values()).allMatch(page -> page.startsWith("https://"));
    }

    @Test
    void the_labs_of_this_project_are_reckoned_whole() {
        Catalog catalog = Catalog.open(Path.of("labs"));

        assertThat(catalog.ids()).isNotEmpty().allSatisfy(id -> {
            Lab lab = catalog.lab(id);
            CostEstimate estimate = Estimator.ofKnownPrices().of(lab, lab.duration());
            assertThat(estimate.lines()).isNotEmpty();
            assertThat(estimate.sum()).isNotNegative().isLessThan(lab.cost().cap());
            // What a learner makes beside the stack is not known before: then the manifest's own estimate is all there
            // is.
            boolean builds = lab.services().contains("codebuild");
            assertThat(estimate.lines().stream().anyMatch(line -> line.kind() == Kind.PRICED))
                    .isEqualTo(builds);
        });
    }

    @Test
    void a_template_that_is_none_is_told_by_its_name() throws Exception {
        Lab lab = Labs.changed(directory, manifest -> manifest.replace("duration: 10m", "duration: 11m"));
        for (String hostile : List.of("{\"Resources\": ", "a: b: c: [", "\0\u0001")) {
            Files.writeString(lab.stacks().get(0).template(), hostile);

            assertThatThrownBy(() -> Estimator.ofKnownPrices().of(lab, Duration.ofHours(1)))
                    .isInstanceOf(LabException.class)
                    .hasMessageContaining("template.json");
        }
    }
}

package io.devopslab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import io.devopslab.aws.HttpClients;
import io.devopslab.aws.Input;
import io.devopslab.aws.Operations;
import io.devopslab.target.embedded.Daemons;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;

/** Labs in an account of AWS, for which another home's embedded cloud stands: what is asked before anything is made. */
final class AwsTargetTest {

    private static final String ALIAS = "devops-event";

    @TempDir
    private static Path elsewhere;

    private static TestDaemon daemon;
    private static AwsBasicCredentials key;
    private static URI url;

    @TempDir
    private Path home;

    @BeforeAll
    static void serve() throws Exception {
        daemon = TestDaemon.serve(elsewhere, Optional.empty());
        Daemons daemons = new Daemons(elsewhere.resolve(".lab"));
        key = daemons.credentials().orElseThrow();
        url = daemons.running().orElseThrow().endpoint();
        operations().get("iam", "CreateAccountAlias", Input.of("AccountAlias", ALIAS));
    }

    @AfterAll
    static void end() throws Exception {
        daemon.close();
    }

    private static Operations operations() {
        return new Operations(
                new HttpClients(Optional.of(url), Region.of("eu-west-1"), StaticCredentialsProvider.create(key)));
    }

    /** No key, no region, and nobody at the address of instances. */
    private Map<String, String> nothing() {
        return new HashMap<>(Map.of("AWS_EC2_METADATA_DISABLED", "true", "AWS_ENDPOINT_URL", url.toString()));
    }

    private Map<String, String> keys() {
        Map<String, String> environment = nothing();
        environment.put("AWS_ACCESS_KEY_ID", key.accessKeyId());
        environment.put("AWS_SECRET_ACCESS_KEY", key.secretAccessKey());
        environment.put("AWS_REGION", "eu-west-1");
        return environment;
    }

    private static List<String> stacks() {
        List<String> names = new ArrayList<>();
        for (JsonNode stack :
                operations().get("cloudformation", "DescribeStacks", Input.of()).path("Stacks")) {
            names.add(stack.path("StackName").asText());
        }
        return names;
    }

    private void assertRefused(CommandRun run, int exitCode, String... words) {
        assertThat(run).extracting(CommandRun::exitCode).isEqualTo(exitCode);
        assertThat(run.err().replaceAll("\\s+", " ")).contains(words);
        assertThat(stacks()).as("nothing was made").isEmpty();
        assertThat(home.resolve(".lab/sessions/aws")).doesNotExist();
    }

    private CommandRun start(Map<String, String> environment, String... more) {
        List<String> words = new ArrayList<>(List.of("start", "testing", "--target", "aws"));
        words.addAll(List.of(more));
        return CommandRun.lab(home, environment, words.toArray(new String[0]));
    }

    @Test
    void a_lab_is_started_checked_and_stopped_in_the_account() {
        CommandRun started = start(keys(), "--yes", "--json", "--ttl", "2h");
        assertThat(started).extracting(CommandRun::exitCode).isEqualTo(0);
        assertThat(started.json().path("target").asText()).isEqualTo("aws");
        assertThat(started.err()).contains("123456789012", ALIAS, "eu-west-1", "0.10 USD", "2 USD at most", "2h");
        assertThat(started.err()).contains("after that `lab sweep --target aws --execute` deletes it");

        assertThat(CommandRun.lab(home, keys(), "check", "testing"))
                .extracting(CommandRun::exitCode)
                .isEqualTo(3);
        assertThat(CommandRun.lab(home, keys(), "status", "testing").out()).contains("about 0.10 USD", "aws");

        CommandRun stopped = CommandRun.lab(home, keys(), "stop", "testing");
        assertThat(stopped).extracting(CommandRun::exitCode).isEqualTo(0);
        assertThat(stacks()).isEmpty();
    }

    @Test
    void without_a_terminal_nobody_can_be_asked() {
        assertRefused(start(keys()), 2, "add --yes to the same", "not a terminal");
    }

    @Test
    void what_will_delete_a_forgotten_lab_is_told_with_all_that_was_said_of_where_it_is() {
        assertRefused(
                start(keys(), "--endpoint-url", url.toString(), "--region", "eu-west-1"),
                2,
                "`lab sweep --target aws --endpoint-url " + url + " --region eu-west-1 --execute` deletes it");
    }

    @Test
    void who_types_something_else_means_another_account() {
        CommandRun run = CommandRun.typing("devops-evnt\n", home, keys(), "start", "testing", "--target", "aws");

        assertRefused(run, 2, "\"devops-evnt\"", ALIAS, "Nothing was made");
    }

    @Test
    void an_input_that_ends_is_no_answer() {
        assertRefused(CommandRun.typing("", home, keys(), "start", "testing", "--target", "aws"), 2, ALIAS);
    }

    @Test
    void who_types_the_alias_means_the_account() {
        CommandRun run = CommandRun.typing(ALIAS + "\n", home, keys(), "start", "testing", "--target", "aws");
        assertThat(run).extracting(CommandRun::exitCode).isEqualTo(0);
        assertThat(run.err()).contains("alias (" + ALIAS + ")");

        assertThat(CommandRun.lab(home, keys(), "stop", "testing"))
                .extracting(CommandRun::exitCode)
                .isEqualTo(0);
    }

    @Test
    void without_credentials_it_is_told_how_to_get_some() {
        Map<String, String> environment = nothing();
        environment.put("AWS_REGION", "eu-west-1");

        assertRefused(start(environment, "--yes"), 4, "no credentials", "aws sso login", "--profile");
    }

    @Test
    void without_a_region_it_is_told_how_to_say_one() {
        Map<String, String> environment = keys();
        environment.remove("AWS_REGION");

        assertRefused(start(environment, "--yes"), 2, "no region", "--region");
    }

    @Test
    void what_is_no_region_never_becomes_a_host() {
        Map<String, String> environment = keys();
        environment.put("AWS_REGION", "evil.example/#");

        assertRefused(start(environment, "--yes"), 2, "evil.example/#");
        assertRefused(start(keys(), "--yes", "--region", "eu west"), 2, "eu west");
    }

    @Test
    void a_profile_that_there_is_not_is_told_with_those_that_there_are() throws Exception {
        Files.createDirectories(home.resolve(".aws"));
        Files.writeString(home.resolve(".aws/config"), "[profile teaching]\nregion = eu-west-1\n");

        assertRefused(start(keys(), "--yes", "--profile", "teacher"), 2, "teacher", "teaching");
    }

    @Test
    void a_profile_gives_key_and_region_and_counts_before_the_variables() throws Exception {
        Files.createDirectories(home.resolve(".aws"));
        Files.writeString(home.resolve(".aws/config"), "[profile teaching]\nregion = eu-central-1\n");
        Files.writeString(
                home.resolve(".aws/credentials"),
                "[teaching]\naws_access_key_id = " + key.accessKeyId() + "\naws_secret_access_key = "
                        + key.secretAccessKey() + "\n");
        Map<String, String> environment = nothing();
        environment.put("AWS_ACCESS_KEY_ID", "AKIAXXXXXXXXXXXXXXXX");
        environment.put("AWS_SECRET_ACCESS_KEY", "wrong");

        CommandRun run = CommandRun.typing(
                "no\n", home, environment, "start", "testing", "--target", "aws", "--profile", "teaching");

        assertRefused(run, 2, ALIAS, "eu-central-1");
    }

    @Test
    void a_file_of_profiles_that_is_none_is_told_by_its_name() throws Exception {
        Files.createDirectories(home.resolve(".aws"));
        Files.writeString(home.resolve(".aws/config"), "region = eu-west-1\n\0\u001b[31m");

        assertRefused(start(keys(), "--yes", "--profile", "x"), 4, ".aws/config");
    }

    @Test
    void a_key_that_aws_does_not_take_is_told_as_such() {
        Map<String, String> environment = keys();
        environment.put("AWS_SECRET_ACCESS_KEY", "wrong");

        assertRefused(start(environment, "--yes"), 4, "does not take your credentials", "--profile");
    }

    @Test
    void an_address_at_which_nobody_answers_is_the_environment() {
        assertRefused(start(keys(), "--yes", "--endpoint-url", "http://127.0.0.1:9"), 4, "http://127.0.0.1:9");
    }

    @Test
    void a_denied_account_is_refused_whatever_is_said() throws Exception {
        Map<String, String> environment = keys();
        environment.put("LAB_AWS_DENY", "999999999999, 123456789012");
        assertRefused(start(environment, "--yes"), 2, "LAB_AWS_DENY", "123456789012", "denied");

        Files.createDirectories(home.resolve(".lab"));
        Files.writeString(home.resolve(".lab/aws-denied-accounts"), "# production\n" + ALIAS + "   # ours\n");
        assertRefused(start(keys(), "--yes"), 2, "aws-denied-accounts", ALIAS);
    }

    @Test
    void a_lab_in_an_account_that_was_denied_since_can_only_be_stopped() {
        assertThat(start(keys(), "--yes")).extracting(CommandRun::exitCode).isEqualTo(0);

        for (String command : List.of("check testing", "reset testing", "start testing --yes")) {
            assertThat(CommandRun.lab(home, environmentDenying("123456789012"), command.split(" ")))
                    .extracting(CommandRun::exitCode)
                    .isEqualTo(2);
        }
        assertThat(CommandRun.lab(home, environmentDenying("123456789012"), "stop", "testing"))
                .extracting(CommandRun::exitCode)
                .isEqualTo(0);
    }

    @Test
    void credentials_of_another_account_do_not_pass_for_an_empty_one() throws Exception {
        assertThat(start(keys(), "--yes")).extracting(CommandRun::exitCode).isEqualTo(0);
        Path ledger = home.resolve(".lab/sessions/aws/testing/ledger.jsonl");
        String lines = Files.readString(ledger);
        Files.writeString(ledger, lines.replace("\"account\":\"123456789012\"", "\"account\":\"210987654321\""));

        for (String command : List.of("stop testing", "check testing", "start testing --yes")) {
            CommandRun run = CommandRun.lab(home, keys(), command.split(" "));
            assertThat(run).extracting(CommandRun::exitCode).isEqualTo(4);
            assertThat(run.err()).contains("210987654321", "123456789012");
        }

        Files.writeString(ledger, lines);
        assertThat(CommandRun.lab(home, keys(), "stop", "testing"))
                .extracting(CommandRun::exitCode)
                .isEqualTo(0);
    }

    @Test
    void the_verbs_that_name_no_lab_find_the_account_by_its_session() {
        assertThat(start(keys(), "--yes")).extracting(CommandRun::exitCode).isEqualTo(0);

        CommandRun env = CommandRun.lab(home, keys(), "env");
        assertThat(env).extracting(CommandRun::exitCode).isEqualTo(0);
        assertThat(env.out())
                .contains(
                        "AWS_ENDPOINT_URL='" + url + "'",
                        "AWS_DISABLE_HOST_PREFIX_INJECTION='true'",
                        "AWS_REGION='eu-west-1'")
                .doesNotContain(key.secretAccessKey());

        CommandRun aws = CommandRun.lab(
                home, keys(), "aws", "cloudformation", "describe-stacks", "--query", "Stacks[].StackName");
        assertThat(aws).extracting(CommandRun::exitCode).isEqualTo(0);
        assertThat(aws.out()).contains("testing");
        CommandRun there = CommandRun.lab(
                home, keys(), "aws", "--target", "aws", "sts", "get-caller-identity", "--region", "eu-central-1");
        assertThat(there).extracting(CommandRun::exitCode).isEqualTo(0);
        assertThat(there.out()).contains("123456789012");

        CommandRun dora = CommandRun.lab(home, keys(), "dora", "testing");
        assertThat(dora.err()).as("measured, or nothing to measure yet").doesNotContain("is not started");
        assertThat(dora.exitCode()).isIn(0, 2);

        assertThat(CommandRun.lab(home, keys(), "sweep").out()).contains("Nothing is left behind");
        assertThat(CommandRun.lab(home, keys(), "stop", "testing"))
                .extracting(CommandRun::exitCode)
                .isEqualTo(0);
        assertThat(CommandRun.lab(home, keys(), "env", "--target", "aws"))
                .extracting(CommandRun::exitCode)
                .isEqualTo(2);
    }

    @Test
    void what_is_past_its_time_is_planned_then_deleted_also_by_another_machine(@TempDir Path other) throws Exception {
        assertThat(start(keys(), "--yes", "--ttl", "1s"))
                .extracting(CommandRun::exitCode)
                .isEqualTo(0);

        CommandRun plan = CommandRun.lab(other, keys(), "sweep", "--target", "aws", "--json");
        assertThat(plan).extracting(CommandRun::exitCode).isEqualTo(0);
        assertThat(plan.json().path("executed").asBoolean()).isFalse();
        assertThat(plan.json().at("/leftovers/0/lab").asText()).isEqualTo("testing");
        assertThat(stacks()).isNotEmpty();
        assertThat(CommandRun.lab(other, keys(), "sweep", "--target", "aws").out())
                .contains("`lab sweep --target aws --execute`");

        CommandRun denied =
                CommandRun.lab(other, environmentDenying("123456789012"), "sweep", "--target", "aws", "--execute");
        assertThat(denied).extracting(CommandRun::exitCode).isEqualTo(2);
        assertThat(stacks()).isNotEmpty();

        CommandRun swept = CommandRun.lab(other, keys(), "sweep", "--target", "aws", "--execute");
        assertThat(swept).extracting(CommandRun::exitCode).isEqualTo(0);
        assertThat(swept.out()).contains("testing", "All of it is gone");
        assertThat(stacks()).isEmpty();
        assertThat(CommandRun.lab(home, keys(), "stop", "testing"))
                .extracting(CommandRun::exitCode)
                .isEqualTo(0);
    }

    private Map<String, String> environmentDenying(String account) {
        Map<String, String> environment = keys();
        environment.put("LAB_AWS_DENY", account);
        return environment;
    }

    /** Answers for AWS: first these errors, then who the caller is; of nothing else it knows anything. */
    private CommandRun against(List<String> errors) throws Exception {
        Deque<String> left = new ArrayDeque<>(errors);
        HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.createContext("/", exchange -> {
            String code = left.isEmpty() ? "" : left.pop();
            String body = code.isEmpty()
                    ? "<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>arn:aws:iam::123456789012:user/me</Arn>"
                            + "<UserId>AIDA</UserId><Account>123456789012</Account></GetCallerIdentityResult>"
                            + "</GetCallerIdentityResponse>"
                    : "<ErrorResponse><Error><Type>Sender</Type><Code>" + code
                            + "</Code><Message>as it is said</Message>" + "</Error></ErrorResponse>";
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(code.isEmpty() ? 200 : 400, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
        try {
            return start(
                    keys(),
                    "--endpoint-url",
                    "http://127.0.0.1:" + server.getAddress().getPort());
        } finally {
            server.stop(0);
        }
    }

    @Test
    void throttling_is_waited_for_and_told() throws Exception {
        CommandRun run = against(List.of("Throttling", "ThrottlingException"));

        assertRefused(run, 2, "asks for patience (Throttling): again in", "patience (ThrottlingException)", "--yes");
    }

    @Test
    void throttling_that_does_not_end_is_the_environment() throws Exception {
        CommandRun run = against(Collections.nCopies(20, "Throttling"));

        assertRefused(run, 4, "patience (Throttling)", "as it is said");
    }

    @Test
    void credentials_that_have_expired_are_told_as_such() throws Exception {
        assertRefused(against(List.of("ExpiredToken")), 4, "have expired", "aws sso login");
    }

    @Test
    void an_account_without_an_alias_is_confirmed_by_its_number() throws Exception {
        assertRefused(against(List.of()), 2, "account 123456789012, alias -", "arn:aws:iam::123456789012:user/me");
    }
}

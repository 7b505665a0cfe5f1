package io.devopslab.target.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.devopslab.target.Clock;
import io.devopslab.target.Site;
import io.devopslab.target.WallClock;
import io.devopslab.text.Exit;
import io.devopslab.text.LabException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The list of denied accounts, which people write and which may hold anything. */
final class DeniedAccountsTest {

    @TempDir
    private Path home;

    private static AwsAccount account(String id, Optional<String> alias) {
        Clock clock = new WallClock();
        Site site = new Site(
                "aws",
                id,
                "eu-west-1",
                new io.devopslab.aws.Clients() {
                    @Override
                    public <C extends software.amazon.awssdk.core.SdkClient> C get(Class<C> type) {
                        throw new AssertionError("nobody is asked");
                    }
                },
                clock);
        return new AwsAccount(site, alias, "arn:aws:iam::" + id + ":user/me");
    }

    private static final AwsAccount OURS = account("123456789012", Optional.of("production"));

    private DeniedAccounts written(String text) throws Exception {
        Files.writeString(home.resolve("aws-denied-accounts"), text);
        return DeniedAccounts.read(home, Map.of());
    }

    @Test
    void where_there_is_no_list_all_may_be_used() {
        assertThatCode(() -> DeniedAccounts.read(home, Map.of()).refuse(OURS)).doesNotThrowAnyException();
        assertThatCode(() ->
                        DeniedAccounts.read(home, Map.of("LAB_AWS_DENY", " , ")).refuse(OURS))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "123456789012",
                "# ours\n\n  123456789012  # the shop\n",
                "production",
                "999999999999\r\n123456789012\r\n",
                "\uFEFF123456789012"
            })
    void a_number_or_an_alias_denies(String text) throws Exception {
        DeniedAccounts denied = written(text);

        assertThatThrownBy(() -> denied.refuse(OURS))
                .isInstanceOfSatisfying(
                        LabException.class, e -> assertThat(e.exit()).isEqualTo(Exit.USAGE))
                .hasMessageContaining("123456789012")
                .hasMessageContaining("aws-denied-accounts");
        assertThatCode(() -> denied.refuse(account("111111111111", Optional.empty())))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "12345678901",
                "1234567890123",
                "123456789012 999999999999",
                "Production",
                "-production",
                "a--b",
                "1234-5678-9012-",
                "../../etc/passwd",
                "\u001b[31mred\u001b[0m",
                "\u0000",
                "１２３４５６７８９０１２"
            })
    void what_is_no_account_denies_all_and_is_told_with_its_line(String line) throws Exception {
        Files.writeString(home.resolve("aws-denied-accounts"), "# first\n" + line + "\n");

        assertThatThrownBy(() -> DeniedAccounts.read(home, Map.of()))
                .isInstanceOf(LabException.class)
                .hasMessageContaining("aws-denied-accounts:2")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\u001b", "\u0000"));
    }

    @Test
    void a_list_that_cannot_be_read_whole_denies_all() throws Exception {
        Path file = home.resolve("aws-denied-accounts");
        Files.write(file, new byte[] {(byte) 0xff, (byte) 0xfe, 0x31});
        assertThatThrownBy(() -> DeniedAccounts.read(home, Map.of())).hasMessageContaining("UTF-8");

        Files.writeString(file, "# ".repeat(40_000));
        assertThatThrownBy(() -> DeniedAccounts.read(home, Map.of())).hasMessageContaining("65536");

        Files.delete(file);
        Files.createDirectory(file);
        assertThatThrownBy(() -> DeniedAccounts.read(home, Map.of())).isInstanceOf(LabException.class);

        Files.delete(file);
        Files.createSymbolicLink(file, home.resolve("gone"));
        assertThatThrownBy(() -> DeniedAccounts.read(home, Map.of())).isInstanceOf(LabException.class);
    }

    @Test
    void a_long_line_is_cut_where_it_is_told() throws Exception {
        Files.write(home.resolve("aws-denied-accounts"), "x!".repeat(5_000).getBytes(StandardCharsets.UTF_8));

        assertThatThrownBy(() -> DeniedAccounts.read(home, Map.of())).satisfies(e -> assertThat(e.getMessage())
                .hasSizeLessThan(600 + home.toString().length()));
    }

    @Test
    void the_variable_denies_too() {
        DeniedAccounts denied = DeniedAccounts.read(home, Map.of("LAB_AWS_DENY", "999999999999,123456789012 x1x"));

        assertThatThrownBy(() -> denied.refuse(OURS)).hasMessageContaining("LAB_AWS_DENY");
        assertThatThrownBy(() -> DeniedAccounts.read(home, Map.of("LAB_AWS_DENY", "12")))
                .hasMessageContaining("LAB_AWS_DENY");
    }
}

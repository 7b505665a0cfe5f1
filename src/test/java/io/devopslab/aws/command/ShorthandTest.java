package io.devopslab.aws.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.devopslab.text.UsageException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ShorthandTest {

    private static String read(String text) {
        return Shorthand.read("--option", text, file -> "<" + file + ">").toString();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "a=b | {\"a\":\"b\"}",
                "a=b,c=d | {\"a\":\"b\",\"c\":\"d\"}",
                "a=b,c | {\"a\":[\"b\",\"c\"]}",
                "Name=x,Values=a,b | {\"Name\":\"x\",\"Values\":[\"a\",\"b\"]}",
                "Values=a,b,Name=x | {\"Values\":[\"a\",\"b\"],\"Name\":\"x\"}",
                "Variables={A=b,C=d} | {\"Variables\":{\"A\":\"b\",\"C\":\"d\"}}",
                "a=[1,2,{b=c}] | {\"a\":[\"1\",\"2\",{\"b\":\"c\"}]}",
                "a='x,y=z',b=\"q]\" | {\"a\":\"x,y=z\",\"b\":\"q]\"}",
                "a=x\\,y | {\"a\":\"x,y\"}",
                "a= | {\"a\":\"\"}",
                "a=,b=c | {\"a\":\"\",\"b\":\"c\"}",
                "a=b=c | {\"a\":\"b=c\"}",
                "arn=arn:aws:iam::1:role/x | {\"arn\":\"arn:aws:iam::1:role/x\"}",
                "a@=file://x | {\"a\":\"<file://x>\"}",
                "a = b , c = d | {\"a\":\"b\",\"c\":\"d\"}",
            })
    void what_the_guide_of_the_aws_command_writes_is_read(String text, String json) {
        assertThat(read(text)).isEqualTo(json);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "a", "=", "a={", "a=[", "a={b", "a=[b", "a=b,,", "a='b", "a={b=c}}", "a=b,a=c", "a]=b", "{}"
            })
    void what_is_none_is_refused_with_the_option(String text) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(UsageException.class).hasMessageContaining("--option");
    }

    @Test
    void a_hostile_depth_is_refused() {
        assertThatThrownBy(() -> read("a=" + "[".repeat(100_000))).isInstanceOf(UsageException.class);
    }
}

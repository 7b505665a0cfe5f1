package io.devopslab.guide;

import static org.assertj.core.api.Assertions.assertThat;

import io.devopslab.text.Language;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class HtmlPageTest {

    private static String page(String markdown, String value) {
        return new HtmlPage(Language.EN, "A & <lab>", Map.of("one", "The <first>"))
                .render(new GuideText(markdown), name -> Optional.of(value));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "</code></pre><script>alert(1)</script>",
                "<img src=x onerror=alert(1)>",
                "`</code><b onclick=alert(1)>",
                "[x](javascript:alert(1))",
                "\"><svg onload=alert(1)>",
                "{{body}}{{script}}",
                "$1 \\ ${x}",
                "```\n# not a heading",
            })
    void what_a_value_holds_is_text(String hostile) {
        String page = page("Go to ${v} or `${v}`:\n\n```sh\ncd ${v}\n```\n\n| a |\n|---|\n| ${v} |\n", hostile);
        String body = page.substring(page.indexOf("<main>"), page.indexOf("</main>"));

        assertThat(body.replaceAll("</?(main|p|code|pre|table|thead|tbody|tr|th|td)( class=\"language-sh\")?>", ""))
                .doesNotContain("<")
                .contains(hostile.substring(0, 1).equals("<") ? "&lt;" : "Go to ");
        assertThat(page.split("<script>", -1)).hasSize(2);
    }

    @Test
    void a_link_of_a_value_runs_no_script() {
        assertThat(page("[x](${v})", "javascript:alert(1)")).doesNotContain("javascript:");
    }

    @Test
    void html_of_an_author_is_shown_as_text() {
        assertThat(page("<script>alert(1)</script>\n\na <b>x</b>", "")).contains("&lt;b&gt;");
    }

    @Test
    void a_task_has_its_title_and_a_link_leads_to_it() {
        assertThat(page("# L\n\n## Task: one\n\nText\n", ""))
                .contains("<title>A &amp; &lt;lab&gt; · DevOps Lab</title>")
                .contains("<a href=\"#one\">The &lt;first&gt;</a>")
                .contains("<h2 id=\"one\" data-task=\"Task one\">The &lt;first&gt;</h2>");
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void the_page_needs_no_network(Language language) throws Exception {
        String file = language == Language.VI ? "guide.vi.md" : "guide.md";
        GuideText guide = new GuideText(Files.readString(Path.of("labs/cicd", file)));

        String page = new HtmlPage(language, "T", Map.of()).render(guide, name -> Optional.empty());

        assertThat(page)
                .startsWith("<!DOCTYPE html>\n<html lang=\"" + language.tag() + "\">")
                .contains("default-src 'none'")
                .doesNotContainPattern("(src|href)=\"(https?:|//)")
                .doesNotContain("@import")
                .doesNotContain("{{");
    }
}

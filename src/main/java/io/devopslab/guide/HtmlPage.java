package io.devopslab.guide;

import io.devopslab.text.Language;
import io.devopslab.text.Message;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.Heading;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/**
 * A guide as one HTML page that needs nothing else: styles and script stand in it. The learner's values are put into
 * the parsed text, so that whatever they hold is text in the page too.
 */
public final class HtmlPage {

    private static final Pattern PART = Pattern.compile("\\{\\{([a-z-]+)}}");
    private static final String TASK = "Task: ";

    private final Language language;
    private final String title;
    private final Map<String, String> tasks;

    /**
     * @param title the lab's
     * @param tasks the titles of the lab's tasks by their ids, in the lab's order
     */
    public HtmlPage(Language language, String title, Map<String, String> tasks) {
        this.language = language;
        this.title = title;
        this.tasks = tasks;
    }

    /**
     * The page.
     *
     * @param guide with its placeholders
     * @param values what they stand for; those without a value stay as they are
     */
    public String render(GuideText guide, Function<String, Optional<String>> values) {
        List<TablesExtension> extensions = List.of((TablesExtension) TablesExtension.create());
        Node document = Parser.builder().extensions(extensions).build().parse(guide.markdown());
        document.accept(new FilledIn(text -> GuideText.fill(text, values)));
        String body = HtmlRenderer.builder()
                .extensions(extensions)
                .escapeHtml(true)
                .sanitizeUrls(true)
                .attributeProviderFactory(context -> this::attributes)
                .build()
                .render(document);
        Map<String, String> parts = Map.of(
                "language", language.tag(),
                "title", escaped(title),
                "navigation", navigation(guide),
                "style", resource("page.css"),
                "script", resource("page.js"),
                "copy", escaped(said("page.copy")),
                "copied", escaped(said("page.copied")),
                "contents", escaped(said("page.contents")),
                "body", body);
        return PART.matcher(resource("page.html"))
                .replaceAll(part -> Matcher.quoteReplacement(parts.getOrDefault(part.group(1), "")));
    }

    /** A task's heading shows the task's title, and links can lead to it. */
    private void attributes(Node node, String tag, Map<String, String> attributes) {
        Optional<String> task = task(node);
        task.ifPresent(id -> {
            attributes.put("id", id);
            attributes.put("data-task", said("page.task") + " " + id);
            ((Text) node.getFirstChild()).setLiteral(tasks.getOrDefault(id, id));
        });
    }

    private static Optional<String> task(Node node) {
        return node instanceof Heading heading
                        && heading.getLevel() == 2
                        && heading.getFirstChild() instanceof Text text
                        && text.getLiteral().startsWith(TASK)
                ? Optional.of(text.getLiteral().substring(TASK.length()).trim())
                : Optional.empty();
    }

    private String navigation(GuideText guide) {
        StringBuilder items = new StringBuilder();
        for (String id : guide.tasks()) {
            items.append("<li><a href=\"#")
                    .append(escaped(id))
                    .append("\">")
                    .append(escaped(tasks.getOrDefault(id, id)))
                    .append("</a></li>\n");
        }
        return items.toString();
    }

    private String said(String key) {
        return Message.of(HtmlPage.class, key).in(language);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    private static String resource(String name) {
        try (InputStream file = HtmlPage.class.getResourceAsStream(name)) {
            if (file == null) {
                throw new IllegalStateException("The program lacks its file " + name + ".");
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

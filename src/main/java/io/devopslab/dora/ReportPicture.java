package io.devopslab.dora;

import io.devopslab.dora.Change.Kind;
import io.devopslab.text.Language;
import io.devopslab.text.Message;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A report as one SVG file: a tile for each of the five numbers, and a time line of the deployments. It has no script, no style
 * sheet and no font of its own, so that it shows wherever a picture does. Signs tell what colours tell.
 */
public final class ReportPicture {

    private static final int WIDTH = 1000;
    private static final int MARGIN = 30;
    private static final int TILE = 180;

    /** Where the upper row of marks is, and how far below each other rows are: above a mark are a number and a letter. */
    private static final int ROWS = 250;

    private static final int ROW = 54;

    /** What is below the line: its ends, and the legend. */
    private static final int FOOT = 120;

    private final Language language;
    private final DateTimeFormatter day;
    private final DateTimeFormatter minute;

    /**
     * @param zone where the days of the time line begin
     */
    public ReportPicture(Language language, ZoneId zone) {
        this.language = language;
        this.day = DateTimeFormatter.ofPattern("d MMM", Locale.ENGLISH).withZone(zone);
        this.minute = DateTimeFormatter.ofPattern("d MMM HH:mm", Locale.ENGLISH).withZone(zone);
    }

    /** The picture. */
    public String of(Report report) {
        Window window = report.history().window();
        Numbers numbers = new Numbers(report);
        TimeLine times = TimeLine.of(report, MARGIN + 10, WIDTH - MARGIN - 10);
        int y = ROWS + ROW * (times.height() - 1);
        StringBuilder svg = new StringBuilder();
        svg.append("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 ")
                .append(WIDTH + " " + (y + FOOT))
                .append("\" font-family=\"system-ui, sans-serif\" role=\"img\">\n");
        String title = say(
                "picture.title", report.history().pipeline(), day.format(window.since()), day.format(window.until()));
        svg.append("<title>").append(escaped(title)).append("</title>\n");
        svg.append("<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n");
        text(svg, MARGIN, 45, 22, "#1f2937", "start", title);
        List<Optional<String>> values = List.of(
                numbers.frequency(),
                numbers.leadTime(),
                numbers.recoveryTime(),
                numbers.failRate(),
                numbers.reworkRate());
        List<String> names = List.of("frequency", "lead", "recovery", "fail", "rework");
        for (int i = 0; i < names.size(); i++) {
            tile(svg, MARGIN + i * (TILE + 10), say("picture." + names.get(i)), values.get(i));
        }
        timeLine(svg, report, times, y);
        legend(svg, y + FOOT);
        return svg.append("</svg>\n").toString();
    }

    private void tile(StringBuilder svg, int x, String name, Optional<String> value) {
        svg.append(String.format(
                Locale.ROOT,
                "<rect x=\"%d\" y=\"75\" width=\"%d\" height=\"110\" rx=\"8\" fill=\"#f3f4f6\" stroke=\"#d1d5db\"/>%n",
                x,
                TILE));
        text(svg, x + TILE / 2, 105, 14, "#374151", "middle", name);
        text(
                svg,
                x + TILE / 2,
                153,
                value.isPresent() ? 28 : 20,
                value.isPresent() ? "#111827" : "#6b7280",
                "middle",
                value.orElseGet(() -> say("picture.no-data")));
    }

    private void timeLine(StringBuilder svg, Report report, TimeLine times, int y) {
        DateTimeFormatter ends = times.isLong() ? day : minute;
        line(svg, MARGIN, y, WIDTH - MARGIN, "#9ca3af", 2);
        text(svg, MARGIN, y + 35, 13, "#374151", "start", ends.format(times.from()));
        text(svg, WIDTH - MARGIN, y + 35, 13, "#374151", "end", ends.format(times.until()));
        for (Change change : report.all()) {
            change.failure()
                    .ifPresent(failure -> line(
                            svg,
                            times.place(failure.from()),
                            y,
                            times.place(
                                    failure.recovery().map(Change.Recovery::at).orElse(times.until())),
                            "#dc2626",
                            6));
        }
        for (Change change : report.all()) {
            mark(svg, times.place(change.deployment().ended()), y - ROW * times.row(change), change);
        }
    }

    private void mark(StringBuilder svg, int x, int y, Change change) {
        boolean failed = change.failure().isPresent() || !change.deployment().succeeded();
        String sign = change.kind() == Kind.ROLLBACK ? "↶" : failed ? "✗" : "✓";
        String colour = failed ? "#dc2626" : change.kind() == Kind.CHANGE ? "#15803d" : "#6b7280";
        svg.append("<g><title>")
                .append(escaped(
                        change.deployment().id() + " · " + change.deployment().summary()))
                .append("</title>\n");
        svg.append(String.format(
                Locale.ROOT,
                "<circle cx=\"%d\" cy=\"%d\" r=\"9\" fill=\"#ffffff\" stroke=\"%s\" stroke-width=\"2\"/>%n",
                x,
                y,
                colour));
        text(svg, x, y + 5, 13, colour, "middle", sign);
        if (change.kind() == Kind.CHANGE && !change.brought().isEmpty()) {
            text(
                    svg,
                    x,
                    y - 18,
                    13,
                    "#374151",
                    "middle",
                    String.valueOf(change.brought().size()));
        }
        if (change.rework().isPresent()) {
            text(svg, x, y - 34, 13, "#b45309", "middle", "R");
        }
        svg.append("</g>\n");
    }

    private void legend(StringBuilder svg, int height) {
        text(svg, MARGIN, height - 35, 13, "#374151", "start", say("picture.legend"));
        text(svg, MARGIN, height - 15, 12, "#6b7280", "start", "https://dora.dev/guides/dora-metrics/");
    }

    private static void line(StringBuilder svg, int from, int y, int to, String colour, int width) {
        svg.append(String.format(
                Locale.ROOT,
                "<line x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\" stroke=\"%s\" stroke-width=\"%d\"/>%n",
                from,
                y,
                to,
                y,
                colour,
                width));
    }

    private static void text(StringBuilder svg, int x, int y, int size, String colour, String anchor, String text) {
        svg.append(String.format(
                Locale.ROOT,
                "<text x=\"%d\" y=\"%d\" font-size=\"%d\" fill=\"%s\" text-anchor=\"%s\">%s</text>%n",
                x,
                y,
                size,
                colour,
                anchor,
                escaped(text)));
    }

    private String say(String key, Object... arguments) {
        return Message.of(ReportPicture.class, key, arguments).in(language);
    }

    /** Control characters, which XML does not allow at all, become spaces. */
    private static String escaped(String text) {
        return text.replaceAll("[\\p{Cntrl}\\x{FFFE}\\x{FFFF}]", " ")
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}

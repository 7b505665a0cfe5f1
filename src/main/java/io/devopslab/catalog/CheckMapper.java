package io.devopslab.catalog;

import io.devopslab.catalog.yaml.Place;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Makes checks. */
final class CheckMapper {

    Check check(Place place) {
        return new Check(
                place.get("id").text(),
                LabMapper.localized(place.get("title")),
                evidence(place),
                place.get("expect").text(),
                place.get("actual").optionalText(),
                place.get("pending").optionalText(),
                LabMapper.localized(place.get("message")),
                Check.OnError.valueOf(place.get("onError").text("fail").toUpperCase(Locale.ROOT)));
    }

    private static Evidence evidence(Place place) {
        if (place.get("call").exists()) {
            return new Evidence.Calls(List.of(CallMapper.call(place)));
        }
        if (place.get("calls").exists()) {
            return new Evidence.Calls(
                    place.get("calls").items().stream().map(CallMapper::call).toList());
        }
        if (place.get("git").exists()) {
            Place git = place.get("git");
            return new Evidence.Branch(
                    git.get("repository").text(),
                    git.get("branch").text("main"),
                    git.get("file").text(""));
        }
        if (place.get("clone").exists()) {
            Place clone = place.get("clone");
            return new Evidence.Clone(
                    clone.get("directory").text(), clone.get("file").text(""));
        }
        if (place.get("dora").exists()) {
            Place dora = place.get("dora");
            return new Evidence.Dora(
                    dora.get("pipeline").text(),
                    LabMapper.duration(dora.get("since")),
                    LabMapper.duration(dora.get("until"), Duration.ZERO),
                    dora.get("file").text(""));
        }
        if (place.get("http").exists()) {
            return new Evidence.Http(CallMapper.http(place.get("http")));
        }
        return place.get("exec").exists()
                ? new Evidence.Exec(CallMapper.command(place.get("exec")))
                : new Evidence.FileAt(place.get("file").get("path").text());
    }
}

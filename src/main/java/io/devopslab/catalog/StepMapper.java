package io.devopslab.catalog;

import io.devopslab.catalog.Step.AdvanceStep;
import io.devopslab.catalog.Step.AwaitStep;
import io.devopslab.catalog.Step.CallStep;
import io.devopslab.catalog.Step.Edit;
import io.devopslab.catalog.Step.ExecStep;
import io.devopslab.catalog.Step.FileStep;
import io.devopslab.catalog.Step.GitStep;
import io.devopslab.catalog.Step.HttpStep;
import io.devopslab.catalog.Step.LibraryStep;
import io.devopslab.catalog.yaml.Place;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Makes steps. */
final class StepMapper {

    private final Path directory;

    StepMapper(Path directory) {
        this.directory = directory;
    }

    List<Step> steps(Place list) {
        return list.items().stream().map(this::step).toList();
    }

    private Step step(Place place) {
        if (place.get("call").exists()) {
            return new CallStep(CallMapper.call(place), again(place));
        }
        if (place.get("git").exists()) {
            return git(place.get("git"));
        }
        if (place.get("file").exists()) {
            return new FileStep(place.get("file").get("path").text(), edit(place.get("file")));
        }
        if (place.get("exec").exists()) {
            return new ExecStep(CallMapper.command(place.get("exec")));
        }
        if (place.get("library").exists()) {
            return library(place.get("library"));
        }
        if (place.get("advance").exists()) {
            return new AdvanceStep(LabMapper.duration(place.get("advance")));
        }
        return place.get("http").exists()
                ? new HttpStep(CallMapper.http(place.get("http")), again(place))
                : await(place.get("await"));
    }

    private static Step.Again again(Place step) {
        Optional<String> until = step.get("until").optionalText();
        if (until.isPresent() && step.get("within").exists()) {
            return new Step.Again.Until(until.get(), LabMapper.duration(step.get("within")));
        }
        return new Step.Again.Times(step.get("repeat").node().asInt(1), until);
    }

    private Step git(Place git) {
        return new GitStep(
                git.get("repository").text(),
                git.get("branch").text("main"),
                git.get("base").optionalText(),
                git.get("push").optionalText().map(directory::resolve),
                git.get("delete").texts(),
                git.get("message").text(""));
    }

    private static Step library(Place library) {
        return new LibraryStep(
                library.get("name").text(),
                library.get("bucket").text(),
                library.get("key").text());
    }

    private Edit edit(Place file) {
        if (file.get("write").exists()) {
            return new Edit.Write(file.get("write").text());
        }
        if (file.get("copy").exists()) {
            return new Edit.CopyOf(directory.resolve(file.get("copy").text()));
        }
        Place replace = file.get("replace");
        return replace.exists()
                ? new Edit.Replace(replace.get("old").text(), replace.get("new").text())
                : new Edit.Delete();
    }

    private static Step await(Place await) {
        List<String> checks = await.get("check").exists()
                ? List.of(await.get("check").text())
                : await.get("checks").texts();
        return new AwaitStep(checks, LabMapper.duration(await.get("within")));
    }
}

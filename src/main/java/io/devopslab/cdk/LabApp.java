package io.devopslab.cdk;

import java.nio.file.Path;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;
import software.amazon.awscdk.BootstraplessSynthesizer;
import software.amazon.awscdk.StackProps;

/** Synthesises the stacks of all labs. */
public final class LabApp {

    private LabApp() {}

    /** Run by the CDK CLI, which says by the environment where the result goes. */
    public static void main(String[] args) {
        synthesise(new App());
    }

    /** Writes {@code STACK.template.json} of each lab into {@code directory}. */
    static void synthesise(Path directory) {
        synthesise(new App(AppProps.builder()
                .outdir(directory.toString())
                .analyticsReporting(false)
                .build()));
    }

    private static void synthesise(App app) {
        new CicdStack(app, "cicd", props("The lab cicd: a repository, a build and a pipeline that deploys a function"));
        new TestingStack(
                app, "testing", props("The lab testing: two services, and a pipeline that tests them together"));
        new DoraStack(app, "dora", props("The lab dora: a pipeline whose history is measured"));
        new ObservabilityStack(
                app, "observability", props("The lab observability: a log, a topic and the pager of who is on call"));
        app.synth();
    }

    /** The stacks have no assets, so that they need no bootstrapped account. */
    private static StackProps props(String description) {
        return StackProps.builder()
                .description(description)
                .synthesizer(new BootstraplessSynthesizer())
                .build();
    }
}

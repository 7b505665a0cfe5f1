package io.devopslab.aws.shape;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.aws.shape.ShapeReader.Names;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import software.amazon.awssdk.services.codepipeline.model.ActionCategory;
import software.amazon.awssdk.services.codepipeline.model.ActionDeclaration;
import software.amazon.awssdk.services.codepipeline.model.ActionOwner;
import software.amazon.awssdk.services.codepipeline.model.GetPipelineResponse;
import software.amazon.awssdk.services.codepipeline.model.StageDeclaration;

/** A pipeline of three stages as a tree, there and back. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ShapeBenchmark {

    private final GetPipelineResponse pipeline = GetPipelineResponse.builder()
            .pipeline(declared -> declared.name("shop")
                    .version(1)
                    .roleArn("arn:aws:iam::123456789012:role/pipeline")
                    .stages(IntStream.range(0, 3)
                            .mapToObj(ShapeBenchmark::stage)
                            .toList()))
            .build();
    private final ShapeWriter writer = ShapeWriter.withEpochTimes();
    private final ShapeReader reader = new ShapeReader(Names.OF_THE_API);
    private final ObjectNode tree = writer.write(pipeline);

    private static StageDeclaration stage(int number) {
        return StageDeclaration.builder()
                .name("Stage" + number)
                .actions(List.of(ActionDeclaration.builder()
                        .name("Action" + number)
                        .runOrder(1)
                        .actionTypeId(type -> type.category(ActionCategory.BUILD)
                                .owner(ActionOwner.AWS)
                                .provider("CodeBuild")
                                .version("1"))
                        .configuration(Map.of("ProjectName", "shop", "PrimarySource", "source"))
                        .inputArtifacts(input -> input.name("source"))
                        .outputArtifacts(output -> output.name("built"))
                        .build()))
                .build();
    }

    @Benchmark
    public ObjectNode write() {
        return writer.write(pipeline);
    }

    @Benchmark
    public Object read() {
        return reader.read(tree, GetPipelineResponse.builder());
    }
}

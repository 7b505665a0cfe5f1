package io.devopslab.cloud.kernel;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** A write that is on disk when it returns, beside one in memory and a read. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class StoreBenchmark {

    /** A row like those of the services. */
    public record Row(String name, String value, long version) {}

    @Param({"disk", "memory"})
    public String place = "";

    private Optional<Store> store = Optional.empty();
    private Optional<Table<Row>> rows = Optional.empty();
    private long version;

    @Setup
    public void open() throws IOException {
        Store opened = place.equals("disk")
                ? Store.open(Files.createTempDirectory("lab-bench").resolve("state.mv"))
                : Store.inMemory();
        store = Optional.of(opened);
        rows = Optional.of(opened.table("rows", Row.class));
        opened.write(() -> rows.get().put("row", new Row("row", "value", 0)));
    }

    @TearDown
    public void close() {
        store.orElseThrow().close();
    }

    @Benchmark
    public void write() {
        version++;
        store.orElseThrow()
                .write(() -> rows.orElseThrow().put("row" + version % 100, new Row("row", "value", version)));
    }

    @Benchmark
    public Optional<Row> read() {
        return rows.orElseThrow().get("row");
    }
}

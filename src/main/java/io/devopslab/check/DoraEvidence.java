package io.devopslab.check;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.aws.OperationFailedException;
import io.devopslab.aws.Operations;
import io.devopslab.catalog.Evidence;
import io.devopslab.check.Finding.Found;
import io.devopslab.check.Finding.Refused;
import io.devopslab.dora.HistoryReader;
import io.devopslab.dora.Measurement;
import io.devopslab.dora.ReportDocument;
import io.devopslab.dora.Window;
import io.devopslab.text.Language;
import io.devopslab.text.UsageException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;

/** Evidence from DORA's metrics of a pipeline. */
final class DoraEvidence {

    private final HistoryReader reader;
    private final Path workspace;
    private final InstantSource clock;

    DoraEvidence(Operations operations, Path workspace, InstantSource clock) {
        this.reader = new HistoryReader(operations);
        this.workspace = workspace;
        this.clock = clock;
    }

    Finding gather(Evidence.Dora evidence, Values values) {
        String pipeline = values.text(evidence.pipeline());
        Instant now = clock.instant();
        Window window = new Window(now.minus(evidence.since()), now.minus(evidence.until()));
        try {
            ObjectNode document = new ReportDocument(Language.EN).of(Measurement.of(reader.read(pipeline, window)));
            if (!evidence.file().isEmpty()
                    && FileEvidence.gather(workspace.resolve(values.text(evidence.file()))) instanceof Found file) {
                document.set("file", file.document());
            }
            return new Found(document);
        } catch (OperationFailedException e) {
            return CallEvidence.finding(e.failure());
        } catch (UsageException e) {
            return new Refused("NoProduction", e.problem().toString(), 0, true);
        }
    }
}

package io.devopslab.check;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.aws.OperationFailedException;
import io.devopslab.aws.Operations;
import io.devopslab.catalog.Evidence;
import io.devopslab.check.Finding.Refused;
import io.devopslab.dora.HistoryReader;
import io.devopslab.dora.Measurement;
import io.devopslab.dora.ReportDocument;
import io.devopslab.dora.Window;
import io.devopslab.text.Language;
import io.devopslab.text.UsageException;
import java.time.InstantSource;

/** Evidence from DORA's metrics of a pipeline. */
final class DoraEvidence {

    private final HistoryReader reader;
    private final CallEvidence calls;
    private final InstantSource clock;

    DoraEvidence(Operations operations, CallEvidence calls, InstantSource clock) {
        this.reader = new HistoryReader(operations);
        this.calls = calls;
        this.clock = clock;
    }

    Finding gather(Evidence.Dora evidence, Values values) {
        String pipeline = values.text(evidence.pipeline());
        Window window = Window.before(clock.instant(), evidence.since());
        try {
            ObjectNode document = new ReportDocument(Language.EN).of(Measurement.of(reader.read(pipeline, window)));
            return calls.gather(evidence.calls(), values, document);
        } catch (OperationFailedException e) {
            return CallEvidence.finding(e.failure());
        } catch (UsageException e) {
            return new Refused("NoProduction", e.problem().toString(), 0, true);
        }
    }
}

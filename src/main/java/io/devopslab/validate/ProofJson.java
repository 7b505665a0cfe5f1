package io.devopslab.validate;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.text.Language;
import io.devopslab.validate.Case.Finding;
import io.devopslab.validate.Case.Kind;
import java.util.List;
import java.util.Locale;

/** Proofs as a document. */
public final class ProofJson {

    private final Language language;

    /**
     * @param language of what stands against something
     */
    public ProofJson(Language language) {
        this.language = language;
    }

    /** {@code {labs: [{lab, verdict, seconds, counts: {KIND: {proved, of}}, cases: [{kind, name, finding, reason, seconds}]}]}}. */
    public ObjectNode document(List<Proof> proofs) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        ArrayNode labs = document.putArray("labs");
        proofs.forEach(proof -> labs.add(proof(proof)));
        return document;
    }

    private ObjectNode proof(Proof proof) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("lab", proof.lab());
        node.put("verdict", proof.exit().name().toLowerCase(Locale.ROOT));
        node.put("seconds", proof.took().toMillis() / 1000.0);
        ObjectNode counts = node.putObject("counts");
        for (Kind kind : Kind.values()) {
            counts.putObject(word(kind))
                    .put("proved", proof.proved(kind))
                    .put("of", proof.of(kind).size());
        }
        ArrayNode cases = node.putArray("cases");
        proof.cases().forEach(one -> cases.add(single(one)));
        return node;
    }

    private ObjectNode single(Case one) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("kind", word(one.kind())).put("name", one.name()).put("finding", finding(one.finding()));
        one.reason().ifPresent(reason -> node.put("reason", reason.in(language)));
        return node.put("seconds", one.took().toMillis() / 1000.0);
    }

    private static String word(Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    private static String finding(Finding finding) {
        return finding instanceof Finding.Uncarried
                ? "inconclusive"
                : finding.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }
}

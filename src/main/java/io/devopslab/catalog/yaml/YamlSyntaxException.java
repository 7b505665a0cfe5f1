package io.devopslab.catalog.yaml;

/** A text is not YAML, or more than this program is willing to read. */
public final class YamlSyntaxException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient Defect defect;

    YamlSyntaxException(Defect defect) {
        super(defect.message());
        this.defect = defect;
    }

    public Defect defect() {
        return defect;
    }
}

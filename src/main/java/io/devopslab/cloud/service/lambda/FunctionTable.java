package io.devopslab.cloud.service.lambda;

import io.devopslab.cloud.kernel.Arns;
import io.devopslab.cloud.kernel.Scope;
import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.kernel.Table;
import io.devopslab.cloud.service.lambda.StoredFunction.StoredVersion;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.lambda.model.AliasConfiguration;

/** Where the functions of a scope are kept, with their versions and aliases, and how they are found. */
final class FunctionTable {

    private static final Pattern NUMBER = Pattern.compile("[0-9]+");

    private final Scope scope;
    private final Table<StoredFunction> functions;
    private final Table<StoredVersion> versions;
    private final Table<AliasConfiguration> aliases;

    FunctionTable(ServiceContext context) {
        this.scope = context.scope();
        this.functions = context.store().table("functions", StoredFunction.class);
        this.versions = context.store().table("versions", StoredVersion.class);
        this.aliases = context.store().table("aliases", AliasConfiguration.class);
    }

    Table<StoredFunction> functions() {
        return functions;
    }

    /** By {@link #versionKey}. */
    Table<StoredVersion> versions() {
        return versions;
    }

    /** By {@link #key}. */
    Table<AliasConfiguration> aliases() {
        return aliases;
    }

    String arn(FunctionName function) {
        return Arns.of("lambda", scope, "function:" + function.name())
                + function.qualifier().map(q -> ":" + q).orElse("");
    }

    /** The key of something that a function has by a qualifier. Names have no slash. */
    static String key(String name, String qualifier) {
        return name + "/" + qualifier;
    }

    /** Padded, so that versions are listed by number. */
    static String versionKey(String name, String version) {
        return key(name, "0".repeat(Math.max(0, 10 - version.length())) + version);
    }

    static boolean isVersion(String qualifier) {
        return NUMBER.matcher(qualifier).matches();
    }

    StoredFunction require(FunctionName function) {
        return functions.get(function.name()).orElseThrow(() -> LambdaErrors.functionNotFound(arn(function)));
    }

    /** The version that is meant: {@code $LATEST}, a number, or the main version of an alias. */
    StoredVersion requireVersion(FunctionName function) {
        return version(function).orElseThrow(() -> LambdaErrors.functionNotFound(arn(function)));
    }

    Optional<StoredVersion> version(FunctionName function) {
        String qualifier = function.qualifierOrLatest();
        if (qualifier.equals(FunctionName.LATEST)) {
            return functions.get(function.name()).map(StoredFunction::latest);
        }
        if (isVersion(qualifier)) {
            return versions.get(versionKey(function.name(), qualifier));
        }
        return aliases.get(key(function.name(), qualifier))
                .flatMap(alias -> version(new FunctionName(function.name(), Optional.of(alias.functionVersion()))));
    }

    Optional<AliasConfiguration> alias(FunctionName function) {
        return function.qualifier().flatMap(name -> aliases.get(key(function.name(), name)));
    }

    /** The published versions, oldest first. */
    List<StoredVersion> published(String name) {
        return versions.valuesOf(name + "/");
    }

    /** The aliases in the order of their names. */
    List<AliasConfiguration> aliases(String name) {
        return aliases.valuesOf(name + "/");
    }

    /** The aliases that point or route to that version. */
    List<String> aliasesOf(String name, String version) {
        return aliases(name).stream()
                .filter(alias -> alias.functionVersion().equals(version)
                        || weights(alias).contains(version))
                .map(AliasConfiguration::name)
                .toList();
    }

    private static Set<String> weights(AliasConfiguration alias) {
        return alias.routingConfig() == null
                ? Set.of()
                : alias.routingConfig().additionalVersionWeights().keySet();
    }
}

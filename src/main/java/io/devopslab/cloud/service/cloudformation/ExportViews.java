package io.devopslab.cloud.service.cloudformation;

import io.devopslab.cloud.stack.plan.Exports;
import io.devopslab.cloud.stack.state.StackStore;
import java.util.List;
import software.amazon.awssdk.services.cloudformation.model.Export;
import software.amazon.awssdk.services.cloudformation.model.ListExportsRequest;
import software.amazon.awssdk.services.cloudformation.model.ListExportsResponse;
import software.amazon.awssdk.services.cloudformation.model.ListImportsRequest;
import software.amazon.awssdk.services.cloudformation.model.ListImportsResponse;

/** ListExports and ListImports. */
final class ExportViews {

    private static final int PAGE = 100;

    private final Exports exports;

    ExportViews(StackStore store) {
        this.exports = new Exports(store);
    }

    ListExportsResponse list(ListExportsRequest request) {
        List<Export> all = exports.all().stream()
                .map(export -> Export.builder()
                        .exportingStackId(export.stack().id())
                        .name(export.output().exportName())
                        .value(export.output().outputValue())
                        .build())
                .toList();
        Page<Export> page = Page.of(all, request.nextToken(), PAGE, Export::name);
        return ListExportsResponse.builder()
                .exports(page.items())
                .nextToken(page.nextToken().orElse(null))
                .build();
    }

    ListImportsResponse imports(ListImportsRequest request) {
        String name = Checks.nonEmpty(request.exportName(), "exportName");
        if (exports.find(name).isEmpty()) {
            throw Problems.validation("Export '" + name + "' does not exist.");
        }
        List<String> importers = exports.importers(name);
        if (importers.isEmpty()) {
            throw Problems.validation("Export '" + name + "' is not imported by any stack.");
        }
        Page<String> page = Page.of(importers, request.nextToken(), PAGE, importer -> importer);
        return ListImportsResponse.builder()
                .imports(page.items())
                .nextToken(page.nextToken().orElse(null))
                .build();
    }
}

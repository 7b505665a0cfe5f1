package io.devopslab.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

final class ArchitectureTest {

    private static final String ROOT = "io.devopslab";
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

    private static String in(String path) {
        return ROOT + "." + path;
    }

    @Test
    void enough_classes_were_looked_at() {
        assertThat(CLASSES.size()).as("a rule over no classes holds always").isGreaterThan(300);
    }

    @Test
    void the_cloud_and_the_wire_never_see_each_other() {
        noClasses()
                .that()
                .resideInAPackage(in("cloud.."))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(in("wire.."))
                .because("a service is an SDK client, whoever asks")
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAPackage(in("wire.."))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(in("cloud.."))
                .because("the wire serves any implementation of the SDK's interfaces")
                .check(CLASSES);
    }

    @Test
    void neither_the_cloud_nor_the_wire_knows_the_labs() {
        noClasses()
                .that()
                .resideInAnyPackage(in("cloud.."), in("wire.."), in("aws.."))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        in("cli.."),
                        in("session.."),
                        in("catalog.."),
                        in("check.."),
                        in("target.."),
                        in("doctor.."),
                        in("dora.."),
                        in("validate.."))
                .because("labs run on targets; a target does not know what runs on it")
                .check(CLASSES);
    }

    @Test
    void the_labs_meet_the_embedded_cloud_only_in_the_target() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        in("session.."),
                        in("catalog.."),
                        in("check.."),
                        in("cli.."),
                        in("doctor.."),
                        in("dora.."),
                        in("validate.."))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(in("cloud.."), in("wire.."))
                .because("a lab sees AWS SDK clients and cannot tell which target it has")
                .check(CLASSES);
    }

    @Test
    void a_target_does_not_know_what_runs_on_it() {
        noClasses()
                .that()
                .resideInAPackage(in("target.."))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        in("session.."),
                        in("catalog.."),
                        in("check.."),
                        in("cli.."),
                        in("doctor.."),
                        in("dora.."),
                        in("validate.."))
                .because("sessions open targets, whichever they are")
                .check(CLASSES);
    }

    @Test
    void the_metrics_know_neither_labs_nor_targets() {
        noClasses()
                .that()
                .resideInAPackage(in("dora.."))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        in("session.."),
                        in("catalog.."),
                        in("check.."),
                        in("cli.."),
                        in("doctor.."),
                        in("guide.."),
                        in("target.."),
                        in("validate.."))
                .because("they are read from any pipeline of any cloud, by the names of operations")
                .check(CLASSES);
    }

    @Test
    void nobody_calls_the_command_line() {
        noClasses()
                .that()
                .resideOutsideOfPackages(in("cli.."), ROOT)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(in("cli.."))
                .because("verbs call; they are not called")
                .check(CLASSES);
    }

    @Test
    void services_know_each_other_only_as_sdk_interfaces() {
        slices().matching(in("cloud.service.(*).."))
                .should()
                .notDependOnEachOther()
                .because("a service has the same standing as any user of AWS")
                .check(CLASSES);
    }

    @Test
    void kernel_runtime_and_engine_know_no_service() {
        noClasses()
                .that()
                .resideInAnyPackage(in("cloud.kernel.."), in("cloud.runtime.."), in("cloud.stack.."))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(in("cloud.service.."))
                .because("what services stand on does not stand on them")
                .check(CLASSES);
    }

    @Test
    void packages_have_no_cycles() {
        slices().matching(ROOT + ".(**)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void only_the_console_writes_to_the_terminal() {
        noClasses()
                .that()
                .doNotBelongToAnyOf(io.devopslab.Main.class)
                .and()
                .resideOutsideOfPackage(in("cloud.runtime.function.bootstrap.."))
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .because("results go to standard output and narration to standard error, by one class")
                .check(CLASSES);
    }

    @Test
    void only_the_shapes_and_routes_touch_the_sdk_internals() {
        noClasses()
                .that()
                .resideOutsideOfPackages(in("aws.."), in("wire.route.."))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("software.amazon.awssdk.core.traits..", "software.amazon.awssdk.protocols..")
                .because("one place walks the SDK's model, one reads its routes")
                .check(CLASSES);
    }

    @Test
    void only_the_cdk_app_uses_the_cdk() {
        noClasses()
                .that()
                .resideOutsideOfPackage(in("cdk.."))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("software.amazon.awscdk..", "software.constructs..")
                .because("aws-cdk-lib is over 100 MB and off the command's class path")
                .check(CLASSES);
        noClasses()
                .that()
                .resideOutsideOfPackage(in("cdk.."))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(in("cdk.."))
                .because("the jar does not hold the CDK app")
                .check(CLASSES);
    }

    @Test
    void processes_start_one_at_a_time() {
        noClasses()
                .that()
                .resideOutsideOfPackage(in("process"))
                .should()
                .callMethod(ProcessBuilder.class, "start")
                .because("a process that is being started holds the files that others write, and they cannot be run")
                .check(CLASSES);
    }

    @Test
    void what_runs_containers_is_a_program_of_its_own() {
        noClasses()
                .that()
                .resideOutsideOfPackage(in("containers.."))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.testcontainers..", "com.github.dockerjava..", in("containers.."))
                .because(
                        "Testcontainers is downloaded only where a target needs it, and is off the command's class path")
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAPackage(in("containers.."))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        in("cli.."),
                        in("session.."),
                        in("catalog.."),
                        in("check.."),
                        in("target.."),
                        in("aws.."),
                        in("text.."),
                        in("cloud.."),
                        in("wire.."))
                .because("its class path does not have them")
                .check(CLASSES);
    }

    @Test
    void time_is_taken_from_the_kernel() {
        noClasses()
                .that()
                .resideInAPackage(in("cloud.."))
                .and()
                .resideOutsideOfPackage(in("cloud.kernel.."))
                .should()
                .callMethod(Thread.class, "sleep", long.class)
                .orShould()
                .callMethod(java.time.Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(java.time.Clock.class, "systemUTC")
                .because("simulated time cannot see the wall clock")
                .check(CLASSES);
    }

    @Test
    void there_is_no_static_state() {
        noFields()
                .that()
                .areStatic()
                .should()
                .notBeFinal()
                .because("two clouds in one process must not meet")
                .check(CLASSES);
    }

    @Test
    void classes_are_final_unless_made_to_be_extended() {
        classes()
                .that()
                .areNotInterfaces()
                .and()
                .areNotEnums()
                .and()
                .areNotAnnotations()
                .and()
                .areNotAnonymousClasses()
                .and()
                .doNotHaveFullyQualifiedName(io.devopslab.text.LabException.class.getName())
                .and(DescribedPredicate.not(abstractOrSealed()))
                .should()
                .haveModifier(com.tngtech.archunit.core.domain.JavaModifier.FINAL)
                .because("what is not made to be extended breaks when it is")
                .check(CLASSES);
    }

    private static DescribedPredicate<JavaClass> abstractOrSealed() {
        return DescribedPredicate.describe(
                "abstract or sealed",
                type -> type.getModifiers().contains(com.tngtech.archunit.core.domain.JavaModifier.ABSTRACT)
                        || type.reflect().isSealed());
    }

    @Test
    void every_package_is_null_marked() {
        Set<String> unmarked = CLASSES.stream()
                .map(JavaClass::getPackage)
                .filter(p ->
                        p.getClasses().stream().anyMatch(c -> !c.getSimpleName().equals("package-info")))
                .filter(p -> !p.isAnnotatedWith(NullMarked.class))
                .map(JavaPackage::getName)
                .collect(Collectors.toSet());

        assertThat(unmarked)
                .as("packages without @NullMarked in package-info.java")
                .isEmpty();
    }

    @Test
    void names_say_what_a_class_does() {
        noClasses()
                .should()
                .haveSimpleNameEndingWith("Impl")
                .orShould()
                .haveSimpleNameEndingWith("Util")
                .orShould()
                .haveSimpleNameEndingWith("Utils")
                .orShould()
                .haveSimpleNameEndingWith("Helper")
                .because("such a name says nothing")
                .check(CLASSES);
    }
}

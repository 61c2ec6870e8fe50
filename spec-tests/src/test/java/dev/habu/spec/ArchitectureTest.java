package dev.habu.spec;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.habu.spec.House.Room;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The rules of the house: which room may use which, what packages are called, how long a file gets. */
final class ArchitectureTest {
    /** The steps of the compiler in the order of the data path; a step knows the ones before it, never one after it. */
    private static final List<List<String>> PIPELINE = List.of(
            List.of("binary", "text"),
            List.of("validation"),
            List.of("lowering"),
            List.of("splitting"),
            List.of("emission"),
            List.of("packaging"));

    private static final String[] EMPTY_WORDS = {
        "..util..", "..utils..", "..impl..", "..helper..", "..helpers..", "..manager..", "..common..", "..misc.."
    };

    private static final int MAX_LINES = 500;

    /** Files that may be longer than {@link #MAX_LINES}, each with the reason why it is still one job. */
    private static final Map<String, String> LONG_FILES = Map.of(
            "wasm-compiler/src/main/java/dev/habu/compiler/instruction/Instruction.java",
            "a row for each instruction, and all in one table");

    private static JavaClasses habu;

    @BeforeAll
    static void readClasses() {
        habu = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("dev.habu");
    }

    @Test
    void everyRoomThatOthersUseIsSeen() {
        for (Room room : House.ROOMS.subList(0, House.ROOMS.indexOf(House.SPEC_TESTS))) {
            assertTrue(habu.containPackage(room.rootPackage()), "no class of " + room.module() + " was read");
        }
    }

    @Test
    void packagesHaveNoCycles() {
        for (Room room : House.ROOMS) {
            slices().matching(room.rootPackage() + ".(*)..")
                    .should()
                    .beFreeOfCycles()
                    .check(habu);
        }
    }

    @Test
    void modulesUseOnlyTheModulesToTheirLeft() {
        for (int i = 0; i < House.ROOMS.size(); i++) {
            String[] toTheRight = House.ROOMS.subList(i + 1, House.ROOMS.size()).stream()
                    .map(Room::packages)
                    .toArray(String[]::new);
            if (toTheRight.length > 0) {
                noClasses()
                        .that()
                        .resideInAPackage(House.ROOMS.get(i).packages())
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(toTheRight)
                        .check(habu);
            }
        }
    }

    @Test
    void runtimeUsesTheJdkOnly() {
        classes()
                .that()
                .resideInAPackage("dev.habu.wasm..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("dev.habu.wasm..", "java..", "jdk.internal.vm", "jdk.internal.misc")
                .check(habu);
    }

    @Test
    void compilerUsesTheRuntimeAndAsmOnly() {
        classes()
                .that()
                .resideInAPackage("dev.habu.compiler..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("dev.habu.compiler..", "dev.habu.wasm..", "java..", "org.objectweb.asm..")
                .check(habu);
    }

    @Test
    void roomsDoNotKnowWhatIsNotTheirBusiness() {
        Map<String, String[]> unknown = Map.of(
                "dev.habu.js..", new String[] {"io.vertx..", "io.netty..", "picocli.."},
                "dev.habu.python..", new String[] {"io.vertx..", "io.netty..", "picocli.."},
                "dev.habu.worker..", new String[] {"org.objectweb.asm..", "com.oracle.truffle.."});
        unknown.forEach((room, libraries) -> noClasses()
                .that()
                .resideInAPackage(room)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(libraries)
                .check(habu));
    }

    @Test
    void compilerStepsUseOnlyEarlierSteps() {
        for (int i = 0; i < PIPELINE.size() - 1; i++) {
            String[] later = PIPELINE.subList(i + 1, PIPELINE.size()).stream()
                    .flatMap(List::stream)
                    .map(ArchitectureTest::compilerPackage)
                    .toArray(String[]::new);
            for (String step : PIPELINE.get(i)) {
                noClasses()
                        .that()
                        .resideInAPackage(compilerPackage(step))
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(later)
                        .check(habu);
            }
        }
    }

    private static String compilerPackage(String step) {
        return "dev.habu.compiler." + step + "..";
    }

    @Test
    void packagesAreNamedByTheirRole() {
        noClasses()
                .that()
                .resideInAPackage("dev.habu..")
                .should()
                .resideInAnyPackage(EMPTY_WORDS)
                .check(habu);
    }

    @Test
    void classesLieInTheirModulesPackage() throws IOException {
        List<String> strangers = new ArrayList<>();
        for (Room room : House.ROOMS) {
            for (String set : List.of("main", "test")) {
                for (Path source : room.sources(set)) {
                    String home = room.rootPackage().replace('.', '/');
                    if (!source.toString().replace('\\', '/').contains("/src/" + set + "/java/" + home + "/")) {
                        strangers.add(name(source));
                    }
                }
            }
        }
        assertEquals(List.of(), strangers, "files outside of their module's root package");
    }

    @Test
    void onlyCommandsEndTheProcess() {
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.habu.worker", "dev.habu.spec")
                .should()
                .callMethod(System.class, "exit", int.class)
                .orShould()
                .callMethod(Throwable.class, "printStackTrace")
                .check(habu);
    }

    @Test
    void onlyTheLoaderStartsProcesses() {
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.habu.python..", "dev.habu.spec..", "dev.habu.bench..")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.lang.ProcessBuilder")
                .orShould()
                .callMethod(Runtime.class, "exec", String[].class)
                .check(habu);
    }

    @Test
    void filesHaveOneJob() throws IOException {
        List<String> tooLong = new ArrayList<>();
        for (Room room : House.ROOMS) {
            for (String set : List.of("main", "test")) {
                for (Path source : room.sources(set)) {
                    long lines = Files.readString(source).lines().count();
                    if (lines > MAX_LINES && !LONG_FILES.containsKey(name(source))) {
                        tooLong.add(name(source) + ": " + lines + " lines");
                    }
                }
            }
        }
        assertEquals(List.of(), tooLong, "files above " + MAX_LINES + " lines that LONG_FILES gives no reason for");
    }

    private static String name(Path source) {
        return House.ROOT.relativize(source).toString();
    }
}

package dev.quire.model.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.quire.model.folio.Folio;
import dev.quire.model.machine.AddressSpace;
import dev.quire.model.machine.MachineSpec;
import dev.quire.model.machine.Port;
import dev.quire.model.range.PteCopy;
import dev.quire.model.range.RangeApi;
import dev.quire.model.range.Setup;
import dev.quire.model.range.Vma;
import dev.quire.model.subject.Machines;
import dev.quire.model.subject.RemoteApi;
import dev.quire.model.subject.Subject;
import dev.quire.model.subject.process.ProcessOptions;
import dev.quire.model.subject.process.ProcessSubject;
import dev.quire.model.subject.process.WireLog;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The kit's guide names each function with the keys of its call and its result, as they are. */
class GuideTableTest {
    private static final String GUIDE =
            "counterexamples/src/main/resources/dev/quire/counterexamples/kit/c/README.md";

    /** Has all functions, and says 1 to every call. */
    private static final String SUBJECT =
            """
            while read -r verb number rest; do
                case $verb in
                hello) echo 'hello all calls=CALLS cont-visible=1 stateless=1' ;;
                reset) echo ok ;;
                call) echo "return $number 0x1" ;;
                bye) exit ;;
                esac
            done
            """;

    private static final AddressSpace MM = new AddressSpace(1, AddressSpace.Kind.USER);

    @TempDir private Path folder;

    private static String word(Method method) {
        return method.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }

    private static Port port(MachineSpec machine) {
        return (Port)
                Proxy.newProxyInstance(
                        Port.class.getClassLoader(),
                        new Class<?>[] {Port.class},
                        (proxy, method, arguments) ->
                                switch (method.getName()) {
                                    case "geometry" -> machine.geometry();
                                    case "encoding" -> machine.encoding();
                                    case "cpu" -> 0;
                                    case "undisturbed" -> true;
                                    case "calledInto" -> false;
                                    default -> throw new AssertionError(method.getName());
                                });
    }

    private static Object[] arguments(Method method, Port port) {
        List<Object> arguments = new ArrayList<>();
        for (Class<?> type : method.getParameterTypes()) {
            arguments.add(
                    type == Port.class
                            ? port
                            : type == AddressSpace.class
                                    ? MM
                                    : type == PteCopy.class
                                            ? new PteCopy()
                                            : type == boolean.class
                                                    ? (Object) true
                                                    : type == int.class
                                                            ? (Object) 64
                                                            : (Object) 0x40000L);
        }
        return arguments.toArray();
    }

    private static String result(Method method) {
        Class<?> type = method.getReturnType();
        String result =
                type == void.class
                        ? "nothing"
                        : type == long.class
                                ? "an entry"
                                : type == int.class ? "a count" : "0 or 1";
        boolean copies = List.of(method.getParameterTypes()).contains(PteCopy.class);
        return copies ? result + ", and an entry by `quire_return_pte`" : result;
    }

    private List<String> rows() throws Exception {
        List<Method> methods =
                List.of(RangeApi.class.getMethods()).stream()
                        .filter(method -> !method.getName().matches("unmapLength|moveLength"))
                        .toList();
        String calls = methods.stream().map(GuideTableTest::word).collect(Collectors.joining(","));
        Path script = Files.writeString(folder.resolve("all"), SUBJECT.replace("CALLS", calls));
        MachineSpec machine = Machines.named("arm64-4k");
        Setup setup =
                new Setup(
                        machine,
                        List.of(MM),
                        List.of(new Vma(1, 1, 0x40000, 0x80000, Vma.WRITE)),
                        List.of(new Folio(1, 0x100, 4)));
        TreeSet<String> rows = new TreeSet<>();
        for (Method method : methods) {
            ByteArrayOutputStream log = new ByteArrayOutputStream();
            ProcessOptions options =
                    new ProcessOptions(
                            Duration.ofSeconds(20),
                            20_000,
                            1_000,
                            false,
                            Optional.of(new WireLog(log)));
            Subject subject = ProcessSubject.of("process:sh " + script, options);
            RemoteApi api = ((RemoteApi) subject.api()).open(setup, setup.memory());
            method.invoke(api, arguments(method, port(machine)));
            api.close();
            subject.close();
            String call =
                    log.toString(StandardCharsets.US_ASCII)
                            .lines()
                            .filter(line -> line.startsWith("1> call #1 "))
                            .findFirst()
                            .orElseThrow();
            assertEquals(word(method), call.split(" ")[3]);
            String keys = call.substring(call.indexOf(" cpu=0 ") + 7).replaceAll("=\\S+", "");
            rows.add("| `" + word(method) + "` | " + keys + " | " + result(method) + " |");
        }
        return List.copyOf(rows);
    }

    @Test
    void guide_listsEveryFunction_withItsKeysAndResult() throws Exception {
        Path here = Path.of("").toAbsolutePath();
        Path root = Files.exists(here.resolve(GUIDE)) ? here : here.getParent();
        List<String> told =
                Files.readAllLines(root.resolve(GUIDE)).stream()
                        .dropWhile(line -> !line.equals("## All operations"))
                        .filter(line -> line.matches("\\| `[a-z_]+` \\| [a-z_ ]+ \\| .*\\|"))
                        .sorted()
                        .toList();
        assertEquals(String.join("\n", rows()), String.join("\n", told));
    }
}

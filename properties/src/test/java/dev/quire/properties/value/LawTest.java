package dev.quire.properties.value;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.model.entry.Encoding;
import dev.quire.model.machine.MachineSpec;
import dev.quire.model.subject.Machines;
import dev.quire.properties.allure.NestedResults;
import dev.quire.properties.choice.SeededChoices;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each law fails for an encoding that has one function wrong. */
final class LawTest {
    private static final int VALUES = 2_000;
    private static final MachineSpec MACHINE = Machines.named("arm64-64k-52");
    private static final Encoding RIGHT = MACHINE.encoding();

    /** An encoding in which one function answers otherwise. */
    private static Encoding wrong(String function, Answer answer) {
        return (Encoding)
                Proxy.newProxyInstance(
                        Encoding.class.getClassLoader(),
                        new Class<?>[] {Encoding.class},
                        (proxy, method, arguments) -> {
                            if (method.getName().equals(function)) {
                                return answer.to(arguments);
                            }
                            try {
                                return method.invoke(RIGHT, arguments);
                            } catch (InvocationTargetException e) {
                                throw e.getCause();
                            }
                        });
    }

    private static boolean holds(Law law, Encoding encoding) {
        SeededChoices choices = new SeededChoices(7);
        for (int i = 0; i < VALUES; i++) {
            if (!law.holds(encoding, Value.choose(choices, MACHINE))) {
                return false;
            }
        }
        return true;
    }

    @ParameterizedTest
    @CsvSource({
        "INV_01, mkold, keeps young",
        "INV_02, mkclean, keeps it dirty",
        "INV_03, wrprotect, does nothing",
        "INV_04, wrprotect, cleans",
        "INV_05, mkwrite, dirties",
        "INV_07, pfn, is one off",
        "INV_08, advancePfn, adds to the raw value",
        "INV_09, meaning, says softleaf of none",
        "INV_10, modify, forgets young",
        "INV_11, mkuffdWp, leaves it writable",
    })
    void law_oneFunctionWrong_fails(Law law, String function, String how) {
        Encoding encoding = wrong(function, answer(how));
        assertTrue(holds(law, RIGHT));
        assertTrue(!holds(law, encoding), () -> law + " holds although " + function + " " + how);
    }

    @Test
    void freshIsClean_wrprotectThatDirties_fails() {
        Encoding encoding = wrong("wrprotect", of -> RIGHT.mkdirty(RIGHT.wrprotect((long) of[0])));
        assertTrue(holds(Law.INV_06, RIGHT));
        assertTrue(!holds(Law.INV_06, encoding));
    }

    @Test
    void failure_oneFunctionWrong_showsTheValueInWords(@TempDir Path folder) {
        Encoding encoding = wrong("wrprotect", answer("cleans"));
        SeededChoices choices = new SeededChoices(7);
        NestedResults.Left left =
                NestedResults.left(
                        folder,
                        () -> {
                            for (int i = 0; i < VALUES; i++) {
                                ValueProperties.judge(Value.choose(choices, MACHINE), encoding);
                            }
                        });
        List<String> lines = left.message().lines().toList();
        assertEquals("invariant  INV-04: " + Law.INV_04.sentence, lines.get(0));
        assertTrue(
                lines.get(1).matches("found {6}machine=arm64-64k-52 pte=0x\\w+ \\(pfn=.*"),
                left::message);
        assertTrue(lines.get(2).startsWith("search     mvn "), left::message);
        assertTrue(lines.get(2).contains("-Dtest=ValueProperties "), left::message);
    }

    private static Answer answer(String how) {
        return switch (how) {
            case "keeps young", "does nothing", "keeps it dirty" -> of -> of[0];
            case "cleans" -> of -> RIGHT.wrprotect(RIGHT.mkclean((long) of[0]));
            case "dirties" -> of -> RIGHT.mkdirty(RIGHT.mkwrite((long) of[0]));
            case "is one off" -> of -> RIGHT.pfn((long) of[0]) ^ 1;
            case "adds to the raw value" ->
                    of -> (long) of[0] + ((long) (int) of[1] << MACHINE.geometry().pageShift());
            case "says softleaf of none" ->
                    of -> (long) of[0] == 0 ? 2 : RIGHT.meaning((long) of[0]);
            case "forgets young" -> of -> RIGHT.mkold(RIGHT.modify((long) of[0], (long) of[1]));
            case "leaves it writable" -> of -> RIGHT.mkwrite(RIGHT.mkuffdWp((long) of[0]));
            default -> throw new IllegalArgumentException("unknown fault " + how);
        };
    }

    @Test
    void laws_all_areEleven() {
        assertTrue(List.of(Law.values()).size() == 11);
    }

    /** What a function answers to its arguments. */
    private interface Answer {
        Object to(Object[] arguments);
    }
}

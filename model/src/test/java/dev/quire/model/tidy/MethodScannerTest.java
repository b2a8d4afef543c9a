package dev.quire.model.tidy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Which methods the scanner sees, written as {@code name first-last}. */
final class MethodScannerTest {

    @Test
    void methodsOf_bracesInCommentsAndLiterals_areNotCounted() {
        assertMethods(
                """
                class A {
                    void first() { // }
                        char c = '}'; /* } */ char d = '\\'';
                        String s = "}\\"}" + \"""
                            } \\\""" }
                            \""";
                    }
                    void second() {}
                }
                """,
                "first 2-7",
                "second 8-8");
    }

    @Test
    void methodsOf_constructorsInitializersAndAnnotations_haveTheirNames() {
        assertMethods(
                """
                record A<T>(@B({1, 2}) int x) {
                    static { x(); }
                    A {
                        y();
                    }
                    A() { this(1); } { z(); }
                    @C(value = {"{", "}"}, d = @D(1))
                    @E
                    public <U extends X<U>> U
                            name(int a)
                            throws IOException {
                    }
                }
                """,
                "static 2-2",
                "A 3-5",
                "A 6-6",
                "initializer 6-6",
                "name 10-12");
    }

    @Test
    void methodsOf_fieldsWithBraces_areNoMethods() {
        assertMethods(
                """
                class A {
                    int[] table = {1, 2};
                    int[][] other = new int[][] {{f(1)}, {2}};
                    Runnable r = () -> { run(); };
                    X x = make(1, () -> { run(); }, 2);
                    void last() {}
                }
                """,
                "last 6-6");
    }

    @Test
    void methodsOf_anonymousAndLocalTypes_areCountedAlone() {
        assertMethods(
                """
                class A {
                    X x = new X<Y>(f(1)) {
                        void inField() {}
                    };
                    void outer(Object record) {
                        if (record instanceof String s) {
                            use(new X() {
                                public void inArgument() {}
                            });
                        }
                        record Local(int a) {
                            Local { check(); }
                        }
                        for (int i = 0; i < 3; i++) { use(i); }
                        class Inner { void inLocal() {} }
                    }
                }
                """,
                "inField 3-3",
                "inArgument 8-8",
                "Local 12-12",
                "inLocal 15-15",
                "outer 5-16");
    }

    @Test
    void methodsOf_enumConstantsWithBodies_areTypes() {
        assertMethods(
                """
                enum A {
                    ONE {
                        @Override int size() { return 1; }
                    },
                    TWO(f(new int[] {2})) {
                        @Override int size() { return 2; }
                    };
                    private final int a;
                    A(int a) { this.a = a; }
                    int size() { return 0; }
                }
                """,
                "size 3-3", "size 6-6", "A 9-9", "size 10-10");
    }

    private static void assertMethods(String source, String... expected) {
        List<String> seen =
                MethodScanner.methodsOf(SourceText.of(source)).stream()
                        .map(m -> m.name() + " " + m.firstLine() + "-" + m.lastLine())
                        .toList();
        assertEquals(List.of(expected), seen);
    }
}

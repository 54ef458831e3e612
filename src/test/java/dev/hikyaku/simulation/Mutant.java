package dev.hikyaku.simulation;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodTransform;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * A bug that is planted into a class of production while it is loaded.
 *
 * @param bug what a programmer would have done wrong
 * @param className the class that has it
 */
record Mutant(String bug, String className, ClassTransform transform) {
    @Override
    public String toString() {
        return bug;
    }

    byte[] planted(byte[] classFile) {
        var context = ClassFile.of();
        var model = context.parse(classFile);
        byte[] changed = context.transformClass(model, transform);
        if (Arrays.equals(context.transformClass(model, ClassTransform.ACCEPT_ALL), changed)) {
            throw new IllegalStateException("nothing to change in " + className + ": " + bug);
        }
        return changed;
    }

    private static Predicate<MethodModel> named(String name, String descriptorPart) {
        return method ->
                method.methodName().stringValue().startsWith(name)
                        && method.methodType().stringValue().contains(descriptorPart);
    }

    /** A method that does nothing but this. */
    static Mutant instead(
            String bug, String className, String name, String type, Consumer<CodeBuilder> body) {
        return new Mutant(
                bug,
                className,
                ClassTransform.transformingMethods(
                        named(name, type),
                        (method, element) -> {
                            if (element instanceof CodeModel) {
                                method.withCode(body);
                            } else {
                                method.with(element);
                            }
                        }));
    }

    /** A method that does this first. */
    static Mutant before(
            String bug, String className, String name, String type, Consumer<CodeBuilder> begin) {
        CodeTransform code =
                new CodeTransform() {
                    @Override
                    public void atStart(CodeBuilder builder) {
                        begin.accept(builder);
                    }

                    @Override
                    public void accept(CodeBuilder builder, CodeElement element) {
                        builder.with(element);
                    }
                };
        return new Mutant(
                bug,
                className,
                ClassTransform.transformingMethods(
                        named(name, type), MethodTransform.transformingCode(code)));
    }
}

package dev.habu.compiler.listing;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.Instruction;
import java.lang.classfile.Label;
import java.lang.classfile.MethodModel;
import java.lang.classfile.attribute.CodeAttribute;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.ExceptionCatch;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.IncrementInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LabelTarget;
import java.lang.classfile.instruction.LineNumber;
import java.lang.classfile.instruction.LoadInstruction;
import java.lang.classfile.instruction.LookupSwitchInstruction;
import java.lang.classfile.instruction.NewObjectInstruction;
import java.lang.classfile.instruction.NewReferenceArrayInstruction;
import java.lang.classfile.instruction.StoreInstruction;
import java.lang.classfile.instruction.SwitchCase;
import java.lang.classfile.instruction.TableSwitchInstruction;
import java.lang.classfile.instruction.TypeCheckInstruction;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;

/** Prints the bytecode of methods for people, one instruction a line. */
public final class CodeListing {
    private final StringBuilder out = new StringBuilder();
    private Map<Label, String> labels = new HashMap<>();

    private CodeListing() {}

    /**
     * The methods of a class whose names are wanted, in their order.
     *
     * @param classFile the class
     */
    public static String of(byte[] classFile, Predicate<String> wanted) {
        CodeListing listing = new CodeListing();
        ClassModel model = ClassFile.of().parse(classFile);
        for (MethodModel method : model.methods()) {
            if (wanted.test(method.methodName().stringValue())) {
                listing.method(method);
            }
        }
        return listing.out.toString();
    }

    private void method(MethodModel method) {
        labels = new HashMap<>();
        out.append(method.methodName().stringValue())
                .append(method.methodType().stringValue())
                .append('\n');
        method.code().ifPresent(this::code);
    }

    private void code(CodeModel code) {
        if (code instanceof CodeAttribute attribute) {
            out.append("  ; ")
                    .append(attribute.codeLength())
                    .append(" bytes, ")
                    .append(attribute.maxLocals())
                    .append(" locals, stack of ")
                    .append(attribute.maxStack())
                    .append('\n');
        }
        List<CodeElement> elements = code.elementList();
        for (CodeElement element : elements) {
            nameTargets(element);
        }
        for (CodeElement element : elements) {
            print(element);
        }
    }

    /** Labels that something jumps to are numbered in the order of the first jump. */
    private void nameTargets(CodeElement element) {
        switch (element) {
            case BranchInstruction branch -> name(branch.target());
            case TableSwitchInstruction table -> nameCases(table.cases(), table.defaultTarget());
            case LookupSwitchInstruction lookup -> nameCases(lookup.cases(), lookup.defaultTarget());
            case ExceptionCatch handler -> {
                name(handler.tryStart());
                name(handler.tryEnd());
                name(handler.handler());
            }
            default -> {}
        }
    }

    private void nameCases(List<SwitchCase> cases, Label otherwise) {
        cases.forEach(item -> name(item.target()));
        name(otherwise);
    }

    private void name(Label label) {
        labels.putIfAbsent(label, "L" + labels.size());
    }

    private void print(CodeElement element) {
        switch (element) {
            case LabelTarget target -> {
                if (labels.containsKey(target.label())) {
                    out.append(labels.get(target.label())).append(":\n");
                }
            }
            case LineNumber line ->
                out.append("  ; at 0x").append(Integer.toHexString(line.line())).append('\n');
            case ExceptionCatch handler ->
                out.append("  ; ")
                        .append(labels.get(handler.tryStart()))
                        .append(" to ")
                        .append(labels.get(handler.tryEnd()))
                        .append(": ")
                        .append(handler.catchType()
                                .map(type -> type.asInternalName())
                                .orElse("anything"))
                        .append(" goes to ")
                        .append(labels.get(handler.handler()))
                        .append('\n');
            case Instruction instruction ->
                out.append("    ")
                        .append(instruction.opcode().name().toLowerCase(Locale.ROOT))
                        .append(operands(instruction))
                        .append('\n');
            default -> {}
        }
    }

    private String operands(Instruction instruction) {
        return switch (instruction) {
            case LoadInstruction load -> slot(load.slot(), load.sizeInBytes());
            case StoreInstruction store -> slot(store.slot(), store.sizeInBytes());
            case IncrementInstruction increment -> " " + increment.slot() + " by " + increment.constant();
            case BranchInstruction branch -> " " + labels.get(branch.target());
            case ConstantInstruction constant -> constant.sizeInBytes() == 1 ? "" : " " + constant.constantValue();
            case FieldInstruction field ->
                " " + field.owner().asInternalName() + "." + field.name().stringValue() + " "
                        + field.type().stringValue();
            case InvokeInstruction invoke ->
                " " + invoke.owner().asInternalName() + "." + invoke.name().stringValue()
                        + invoke.type().stringValue();
            case TypeCheckInstruction check -> " " + check.type().asInternalName();
            case NewObjectInstruction created -> " " + created.className().asInternalName();
            case NewReferenceArrayInstruction array ->
                " " + array.componentType().asInternalName();
            case TableSwitchInstruction table -> cases(table.cases(), table.defaultTarget());
            case LookupSwitchInstruction lookup -> cases(lookup.cases(), lookup.defaultTarget());
            default -> "";
        };
    }

    private static String slot(int slot, int size) {
        return size == 1 ? "" : " " + slot;
    }

    private String cases(List<SwitchCase> cases, Label otherwise) {
        StringBuilder text = new StringBuilder();
        for (SwitchCase item : cases) {
            text.append(' ').append(item.caseValue()).append("->").append(labels.get(item.target()));
        }
        return text.append(" else ").append(labels.get(otherwise)).toString();
    }
}

package dev.habu.compiler.instruction;

import static dev.habu.compiler.instruction.Emissions.*;
import static org.objectweb.asm.Opcodes.*;

import dev.habu.compiler.instruction.Emission.Call;
import dev.habu.wasm.ValueType;
import dev.habu.wasm.machine.AtomicOps;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The instruction table: every WebAssembly instruction that habu knows, once. Decoder, validator and emitter read it; nothing else lists opcodes.
 *
 * <p>A row is: opcode (a prefix byte counts as the bits from 16 up: {@code 0xFC000A} is {@code 0xFC 10}), name in the text format, immediates, stack type
 * (operands, underscore, results; null where it depends on the immediates or the surroundings) and the way it becomes bytecode. Most vector instructions need no
 * more than their name and stack type.
 *
 * <p>The letters of stack types: {@code i} i32, {@code j} i64, {@code f} f32, {@code d} f64, {@code v} v128; {@code e} eqref, {@code a} arrayref, {@code n} i31ref,
 * {@code t} the same without null; {@code x} an address of the first memory or table, {@code y} of the second, {@code z} of the one with the shorter addresses.
 */
public enum Instruction {

    // Control (section 5.4.1), with the legacy exception instructions
    UNREACHABLE(0x0, "unreachable", Immediates.NONE, null, special()),
    NOP(0x1, "nop", Immediates.NONE, "_", ops()),
    BLOCK(0x2, "block", Immediates.BLOCK_TYPE, null, special()),
    LOOP(0x3, "loop", Immediates.BLOCK_TYPE, null, special()),
    IF(0x4, "if", Immediates.BLOCK_TYPE, null, special()),
    ELSE(0x5, "else", Immediates.NONE, null, special()),
    TRY(0x6, "try", Immediates.BLOCK_TYPE, null, special()),
    CATCH(0x7, "catch", Immediates.TAG, null, special()),
    THROW(0x8, "throw", Immediates.TAG, null, special()),
    RETHROW(0x9, "rethrow", Immediates.LABEL, null, special()),
    THROW_REF(0xA, "throw_ref", Immediates.NONE, null, special()),
    END(0xB, "end", Immediates.NONE, null, special()),
    BR(0xC, "br", Immediates.LABEL, null, special()),
    BR_IF(0xD, "br_if", Immediates.LABEL, null, special()),
    BR_TABLE(0xE, "br_table", Immediates.LABEL_TABLE, null, special()),
    RETURN(0xF, "return", Immediates.NONE, null, special()),
    CALL(0x10, "call", Immediates.FUNCTION, null, special()),
    CALL_INDIRECT(0x11, "call_indirect", Immediates.TYPE_AND_TABLE, null, special()),
    RETURN_CALL(0x12, "return_call", Immediates.FUNCTION, null, special()),
    RETURN_CALL_INDIRECT(0x13, "return_call_indirect", Immediates.TYPE_AND_TABLE, null, special()),
    CALL_REF(0x14, "call_ref", Immediates.TYPE, null, special()),
    RETURN_CALL_REF(0x15, "return_call_ref", Immediates.TYPE, null, special()),
    DELEGATE(0x18, "delegate", Immediates.LABEL, null, special()),
    CATCH_ALL(0x19, "catch_all", Immediates.NONE, null, special()),
    TRY_TABLE(0x1F, "try_table", Immediates.BLOCK_TYPE_AND_CATCHES, null, special()),

    // Parametric and variable (sections 5.4.3 and 5.4.4)
    DROP(0x1A, "drop", Immediates.NONE, null, special()),
    SELECT(0x1B, "select", Immediates.NONE, null, special()),
    SELECT_T(0x1C, "select_t", Immediates.VALUE_TYPES, null, special()),
    LOCAL_GET(0x20, "local.get", Immediates.LOCAL, null, special()),
    LOCAL_SET(0x21, "local.set", Immediates.LOCAL, null, special()),
    LOCAL_TEE(0x22, "local.tee", Immediates.LOCAL, null, special()),
    GLOBAL_GET(0x23, "global.get", Immediates.GLOBAL, null, special()),
    GLOBAL_SET(0x24, "global.set", Immediates.GLOBAL, null, special()),

    // Tables and references (sections 5.4.2 and 5.4.5)
    TABLE_GET(0x25, "table.get", Immediates.TABLE, null, onInstance("tableGet", "(II)Ljava/lang/Object;")),
    TABLE_SET(0x26, "table.set", Immediates.TABLE, null, onInstance("tableSet", "(ILjava/lang/Object;I)V")),
    REF_NULL(0xD0, "ref.null", Immediates.HEAP_TYPE, null, special()),
    REF_IS_NULL(0xD1, "ref.is_null", Immediates.NONE, null, compare(IFNULL)),
    REF_FUNC(0xD2, "ref.func", Immediates.FUNCTION, null, special()),
    REF_EQ(
            0xD3,
            "ref.eq",
            Immediates.NONE,
            "ee_i",
            compare(IFNE, reference("eq", "(Ljava/lang/Object;Ljava/lang/Object;)I"))),
    REF_AS_NON_NULL(0xD4, "ref.as_non_null", Immediates.NONE, null, special()),
    BR_ON_NULL(0xD5, "br_on_null", Immediates.LABEL, null, special()),
    BR_ON_NON_NULL(0xD6, "br_on_non_null", Immediates.LABEL, null, special()),

    // Loads, stores and the size of memories (section 5.4.6)
    I32_LOAD(0x28, "i32.load", Immediates.MEMORY_ARGUMENT, "x_i", load("i32Load")),
    I64_LOAD(0x29, "i64.load", Immediates.MEMORY_ARGUMENT, "x_j", load("i64Load")),
    F32_LOAD(0x2A, "f32.load", Immediates.MEMORY_ARGUMENT, "x_f", load("f32Load")),
    F64_LOAD(0x2B, "f64.load", Immediates.MEMORY_ARGUMENT, "x_d", load("f64Load")),
    I32_LOAD8_S(0x2C, "i32.load8_s", Immediates.MEMORY_ARGUMENT, "x_i", load("i32Load8S")),
    I32_LOAD8_U(0x2D, "i32.load8_u", Immediates.MEMORY_ARGUMENT, "x_i", load("i32Load8U")),
    I32_LOAD16_S(0x2E, "i32.load16_s", Immediates.MEMORY_ARGUMENT, "x_i", load("i32Load16S")),
    I32_LOAD16_U(0x2F, "i32.load16_u", Immediates.MEMORY_ARGUMENT, "x_i", load("i32Load16U")),
    I64_LOAD8_S(0x30, "i64.load8_s", Immediates.MEMORY_ARGUMENT, "x_j", load("i64Load8S")),
    I64_LOAD8_U(0x31, "i64.load8_u", Immediates.MEMORY_ARGUMENT, "x_j", load("i64Load8U")),
    I64_LOAD16_S(0x32, "i64.load16_s", Immediates.MEMORY_ARGUMENT, "x_j", load("i64Load16S")),
    I64_LOAD16_U(0x33, "i64.load16_u", Immediates.MEMORY_ARGUMENT, "x_j", load("i64Load16U")),
    I64_LOAD32_S(0x34, "i64.load32_s", Immediates.MEMORY_ARGUMENT, "x_j", load("i64Load32S")),
    I64_LOAD32_U(0x35, "i64.load32_u", Immediates.MEMORY_ARGUMENT, "x_j", load("i64Load32U")),
    I32_STORE(0x36, "i32.store", Immediates.MEMORY_ARGUMENT, "xi_", store("i32Store")),
    I64_STORE(0x37, "i64.store", Immediates.MEMORY_ARGUMENT, "xj_", store("i64Store")),
    F32_STORE(0x38, "f32.store", Immediates.MEMORY_ARGUMENT, "xf_", store("f32Store")),
    F64_STORE(0x39, "f64.store", Immediates.MEMORY_ARGUMENT, "xd_", store("f64Store")),
    I32_STORE8(0x3A, "i32.store8", Immediates.MEMORY_ARGUMENT, "xi_", store("i32Store8")),
    I32_STORE16(0x3B, "i32.store16", Immediates.MEMORY_ARGUMENT, "xi_", store("i32Store16")),
    I64_STORE8(0x3C, "i64.store8", Immediates.MEMORY_ARGUMENT, "xj_", store("i64Store8")),
    I64_STORE16(0x3D, "i64.store16", Immediates.MEMORY_ARGUMENT, "xj_", store("i64Store16")),
    I64_STORE32(0x3E, "i64.store32", Immediates.MEMORY_ARGUMENT, "xj_", store("i64Store32")),
    MEMORY_SIZE(0x3F, "memory.size", Immediates.MEMORY, "_x", onInstance("memorySize", "(I)J")),
    MEMORY_GROW(0x40, "memory.grow", Immediates.MEMORY, "x_x", onInstance("memoryGrow", "(JI)J")),

    // Numbers (section 5.4.7)
    I32_CONST(0x41, "i32.const", Immediates.I32, "_i", special()),
    I64_CONST(0x42, "i64.const", Immediates.I64, "_j", special()),
    F32_CONST(0x43, "f32.const", Immediates.F32, "_f", special()),
    F64_CONST(0x44, "f64.const", Immediates.F64, "_d", special()),
    I32_EQZ(0x45, "i32.eqz", Immediates.NONE, "i_i", compare(IFEQ)),
    I32_EQ(0x46, "i32.eq", Immediates.NONE, "ii_i", compare(IF_ICMPEQ)),
    I32_NE(0x47, "i32.ne", Immediates.NONE, "ii_i", compare(IF_ICMPNE)),
    I32_LT_S(0x48, "i32.lt_s", Immediates.NONE, "ii_i", compare(IF_ICMPLT)),
    I32_LT_U(0x49, "i32.lt_u", Immediates.NONE, "ii_i", compare(IFLT, integer("compareUnsigned", "(II)I"))),
    I32_GT_S(0x4A, "i32.gt_s", Immediates.NONE, "ii_i", compare(IF_ICMPGT)),
    I32_GT_U(0x4B, "i32.gt_u", Immediates.NONE, "ii_i", compare(IFGT, integer("compareUnsigned", "(II)I"))),
    I32_LE_S(0x4C, "i32.le_s", Immediates.NONE, "ii_i", compare(IF_ICMPLE)),
    I32_LE_U(0x4D, "i32.le_u", Immediates.NONE, "ii_i", compare(IFLE, integer("compareUnsigned", "(II)I"))),
    I32_GE_S(0x4E, "i32.ge_s", Immediates.NONE, "ii_i", compare(IF_ICMPGE)),
    I32_GE_U(0x4F, "i32.ge_u", Immediates.NONE, "ii_i", compare(IFGE, integer("compareUnsigned", "(II)I"))),
    I64_EQZ(0x50, "i64.eqz", Immediates.NONE, "j_i", compare(IFEQ, op(LCONST_0), op(LCMP))),
    I64_EQ(0x51, "i64.eq", Immediates.NONE, "jj_i", compare(IFEQ, op(LCMP))),
    I64_NE(0x52, "i64.ne", Immediates.NONE, "jj_i", compare(IFNE, op(LCMP))),
    I64_LT_S(0x53, "i64.lt_s", Immediates.NONE, "jj_i", compare(IFLT, op(LCMP))),
    I64_LT_U(0x54, "i64.lt_u", Immediates.NONE, "jj_i", compare(IFLT, longs("compareUnsigned", "(JJ)I"))),
    I64_GT_S(0x55, "i64.gt_s", Immediates.NONE, "jj_i", compare(IFGT, op(LCMP))),
    I64_GT_U(0x56, "i64.gt_u", Immediates.NONE, "jj_i", compare(IFGT, longs("compareUnsigned", "(JJ)I"))),
    I64_LE_S(0x57, "i64.le_s", Immediates.NONE, "jj_i", compare(IFLE, op(LCMP))),
    I64_LE_U(0x58, "i64.le_u", Immediates.NONE, "jj_i", compare(IFLE, longs("compareUnsigned", "(JJ)I"))),
    I64_GE_S(0x59, "i64.ge_s", Immediates.NONE, "jj_i", compare(IFGE, op(LCMP))),
    I64_GE_U(0x5A, "i64.ge_u", Immediates.NONE, "jj_i", compare(IFGE, longs("compareUnsigned", "(JJ)I"))),
    F32_EQ(0x5B, "f32.eq", Immediates.NONE, "ff_i", compare(IFEQ, op(FCMPL))),
    F32_NE(0x5C, "f32.ne", Immediates.NONE, "ff_i", compare(IFNE, op(FCMPL))),
    F32_LT(0x5D, "f32.lt", Immediates.NONE, "ff_i", compare(IFLT, op(FCMPG))),
    F32_GT(0x5E, "f32.gt", Immediates.NONE, "ff_i", compare(IFGT, op(FCMPL))),
    F32_LE(0x5F, "f32.le", Immediates.NONE, "ff_i", compare(IFLE, op(FCMPG))),
    F32_GE(0x60, "f32.ge", Immediates.NONE, "ff_i", compare(IFGE, op(FCMPL))),
    F64_EQ(0x61, "f64.eq", Immediates.NONE, "dd_i", compare(IFEQ, op(DCMPL))),
    F64_NE(0x62, "f64.ne", Immediates.NONE, "dd_i", compare(IFNE, op(DCMPL))),
    F64_LT(0x63, "f64.lt", Immediates.NONE, "dd_i", compare(IFLT, op(DCMPG))),
    F64_GT(0x64, "f64.gt", Immediates.NONE, "dd_i", compare(IFGT, op(DCMPL))),
    F64_LE(0x65, "f64.le", Immediates.NONE, "dd_i", compare(IFLE, op(DCMPG))),
    F64_GE(0x66, "f64.ge", Immediates.NONE, "dd_i", compare(IFGE, op(DCMPL))),
    I32_CLZ(0x67, "i32.clz", Immediates.NONE, "i_i", ops(integer("numberOfLeadingZeros", "(I)I"))),
    I32_CTZ(0x68, "i32.ctz", Immediates.NONE, "i_i", ops(integer("numberOfTrailingZeros", "(I)I"))),
    I32_POPCNT(0x69, "i32.popcnt", Immediates.NONE, "i_i", ops(integer("bitCount", "(I)I"))),
    I32_ADD(0x6A, "i32.add", Immediates.NONE, "ii_i", ops(op(IADD))),
    I32_SUB(0x6B, "i32.sub", Immediates.NONE, "ii_i", ops(op(ISUB))),
    I32_MUL(0x6C, "i32.mul", Immediates.NONE, "ii_i", ops(op(IMUL))),
    I32_DIV_S(0x6D, "i32.div_s", Immediates.NONE, "ii_i", ops(numeric("i32DivS", "(II)I"))),
    I32_DIV_U(0x6E, "i32.div_u", Immediates.NONE, "ii_i", ops(numeric("i32DivU", "(II)I"))),
    I32_REM_S(0x6F, "i32.rem_s", Immediates.NONE, "ii_i", ops(numeric("i32RemS", "(II)I"))),
    I32_REM_U(0x70, "i32.rem_u", Immediates.NONE, "ii_i", ops(numeric("i32RemU", "(II)I"))),
    I32_AND(0x71, "i32.and", Immediates.NONE, "ii_i", ops(op(IAND))),
    I32_OR(0x72, "i32.or", Immediates.NONE, "ii_i", ops(op(IOR))),
    I32_XOR(0x73, "i32.xor", Immediates.NONE, "ii_i", ops(op(IXOR))),
    I32_SHL(0x74, "i32.shl", Immediates.NONE, "ii_i", ops(op(ISHL))),
    I32_SHR_S(0x75, "i32.shr_s", Immediates.NONE, "ii_i", ops(op(ISHR))),
    I32_SHR_U(0x76, "i32.shr_u", Immediates.NONE, "ii_i", ops(op(IUSHR))),
    I32_ROTL(0x77, "i32.rotl", Immediates.NONE, "ii_i", ops(integer("rotateLeft", "(II)I"))),
    I32_ROTR(0x78, "i32.rotr", Immediates.NONE, "ii_i", ops(integer("rotateRight", "(II)I"))),
    I64_CLZ(0x79, "i64.clz", Immediates.NONE, "j_j", ops(longs("numberOfLeadingZeros", "(J)I"), op(I2L))),
    I64_CTZ(0x7A, "i64.ctz", Immediates.NONE, "j_j", ops(longs("numberOfTrailingZeros", "(J)I"), op(I2L))),
    I64_POPCNT(0x7B, "i64.popcnt", Immediates.NONE, "j_j", ops(longs("bitCount", "(J)I"), op(I2L))),
    I64_ADD(0x7C, "i64.add", Immediates.NONE, "jj_j", ops(op(LADD))),
    I64_SUB(0x7D, "i64.sub", Immediates.NONE, "jj_j", ops(op(LSUB))),
    I64_MUL(0x7E, "i64.mul", Immediates.NONE, "jj_j", ops(op(LMUL))),
    I64_DIV_S(0x7F, "i64.div_s", Immediates.NONE, "jj_j", ops(numeric("i64DivS", "(JJ)J"))),
    I64_DIV_U(0x80, "i64.div_u", Immediates.NONE, "jj_j", ops(numeric("i64DivU", "(JJ)J"))),
    I64_REM_S(0x81, "i64.rem_s", Immediates.NONE, "jj_j", ops(numeric("i64RemS", "(JJ)J"))),
    I64_REM_U(0x82, "i64.rem_u", Immediates.NONE, "jj_j", ops(numeric("i64RemU", "(JJ)J"))),
    I64_AND(0x83, "i64.and", Immediates.NONE, "jj_j", ops(op(LAND))),
    I64_OR(0x84, "i64.or", Immediates.NONE, "jj_j", ops(op(LOR))),
    I64_XOR(0x85, "i64.xor", Immediates.NONE, "jj_j", ops(op(LXOR))),
    I64_SHL(0x86, "i64.shl", Immediates.NONE, "jj_j", ops(op(L2I), op(LSHL))),
    I64_SHR_S(0x87, "i64.shr_s", Immediates.NONE, "jj_j", ops(op(L2I), op(LSHR))),
    I64_SHR_U(0x88, "i64.shr_u", Immediates.NONE, "jj_j", ops(op(L2I), op(LUSHR))),
    I64_ROTL(0x89, "i64.rotl", Immediates.NONE, "jj_j", ops(op(L2I), longs("rotateLeft", "(JI)J"))),
    I64_ROTR(0x8A, "i64.rotr", Immediates.NONE, "jj_j", ops(op(L2I), longs("rotateRight", "(JI)J"))),
    F32_ABS(0x8B, "f32.abs", Immediates.NONE, "f_f", ops(numeric("f32Abs", "(F)F"))),
    F32_NEG(0x8C, "f32.neg", Immediates.NONE, "f_f", ops(numeric("f32Neg", "(F)F"))),
    F32_CEIL(0x8D, "f32.ceil", Immediates.NONE, "f_f", ops(numeric("f32Ceil", "(F)F"))),
    F32_FLOOR(0x8E, "f32.floor", Immediates.NONE, "f_f", ops(numeric("f32Floor", "(F)F"))),
    F32_TRUNC(0x8F, "f32.trunc", Immediates.NONE, "f_f", ops(numeric("f32Trunc", "(F)F"))),
    F32_NEAREST(0x90, "f32.nearest", Immediates.NONE, "f_f", ops(numeric("f32Nearest", "(F)F"))),
    F32_SQRT(0x91, "f32.sqrt", Immediates.NONE, "f_f", ops(numeric("f32Sqrt", "(F)F"))),
    F32_ADD(0x92, "f32.add", Immediates.NONE, "ff_f", ops(op(FADD))),
    F32_SUB(0x93, "f32.sub", Immediates.NONE, "ff_f", ops(op(FSUB))),
    F32_MUL(0x94, "f32.mul", Immediates.NONE, "ff_f", ops(op(FMUL))),
    F32_DIV(0x95, "f32.div", Immediates.NONE, "ff_f", ops(op(FDIV))),
    // Java hands on a signalling NaN where WebAssembly wants a quiet one; plus -0 it is quiet and all else is as
    // before.
    // (Less +0 would do the same, but C2 takes that away.)
    F32_MIN(0x96, "f32.min", Immediates.NONE, "ff_f", ops(math("min", "(FF)F"), op(FCONST_0), op(FNEG), op(FADD))),
    F32_MAX(0x97, "f32.max", Immediates.NONE, "ff_f", ops(math("max", "(FF)F"), op(FCONST_0), op(FNEG), op(FADD))),
    F32_COPYSIGN(0x98, "f32.copysign", Immediates.NONE, "ff_f", ops(numeric("f32Copysign", "(FF)F"))),
    F64_ABS(0x99, "f64.abs", Immediates.NONE, "d_d", ops(numeric("f64Abs", "(D)D"))),
    F64_NEG(0x9A, "f64.neg", Immediates.NONE, "d_d", ops(numeric("f64Neg", "(D)D"))),
    F64_CEIL(0x9B, "f64.ceil", Immediates.NONE, "d_d", ops(math("ceil", "(D)D"), op(DCONST_0), op(DNEG), op(DADD))),
    F64_FLOOR(0x9C, "f64.floor", Immediates.NONE, "d_d", ops(math("floor", "(D)D"), op(DCONST_0), op(DNEG), op(DADD))),
    F64_TRUNC(0x9D, "f64.trunc", Immediates.NONE, "d_d", ops(numeric("f64Trunc", "(D)D"))),
    F64_NEAREST(0x9E, "f64.nearest", Immediates.NONE, "d_d", ops(math("rint", "(D)D"))),
    F64_SQRT(0x9F, "f64.sqrt", Immediates.NONE, "d_d", ops(math("sqrt", "(D)D"))),
    F64_ADD(0xA0, "f64.add", Immediates.NONE, "dd_d", ops(op(DADD))),
    F64_SUB(0xA1, "f64.sub", Immediates.NONE, "dd_d", ops(op(DSUB))),
    F64_MUL(0xA2, "f64.mul", Immediates.NONE, "dd_d", ops(op(DMUL))),
    F64_DIV(0xA3, "f64.div", Immediates.NONE, "dd_d", ops(op(DDIV))),
    F64_MIN(0xA4, "f64.min", Immediates.NONE, "dd_d", ops(math("min", "(DD)D"), op(DCONST_0), op(DNEG), op(DADD))),
    F64_MAX(0xA5, "f64.max", Immediates.NONE, "dd_d", ops(math("max", "(DD)D"), op(DCONST_0), op(DNEG), op(DADD))),
    F64_COPYSIGN(0xA6, "f64.copysign", Immediates.NONE, "dd_d", ops(numeric("f64Copysign", "(DD)D"))),
    I32_WRAP_I64(0xA7, "i32.wrap_i64", Immediates.NONE, "j_i", ops(op(L2I))),
    I32_TRUNC_F32_S(0xA8, "i32.trunc_f32_s", Immediates.NONE, "f_i", ops(numeric("i32TruncF32S", "(F)I"))),
    I32_TRUNC_F32_U(0xA9, "i32.trunc_f32_u", Immediates.NONE, "f_i", ops(numeric("i32TruncF32U", "(F)I"))),
    I32_TRUNC_F64_S(0xAA, "i32.trunc_f64_s", Immediates.NONE, "d_i", ops(numeric("i32TruncF64S", "(D)I"))),
    I32_TRUNC_F64_U(0xAB, "i32.trunc_f64_u", Immediates.NONE, "d_i", ops(numeric("i32TruncF64U", "(D)I"))),
    I64_EXTEND_I32_S(0xAC, "i64.extend_i32_s", Immediates.NONE, "i_j", ops(op(I2L))),
    I64_EXTEND_I32_U(0xAD, "i64.extend_i32_u", Immediates.NONE, "i_j", ops(integer("toUnsignedLong", "(I)J"))),
    I64_TRUNC_F32_S(0xAE, "i64.trunc_f32_s", Immediates.NONE, "f_j", ops(numeric("i64TruncF32S", "(F)J"))),
    I64_TRUNC_F32_U(0xAF, "i64.trunc_f32_u", Immediates.NONE, "f_j", ops(numeric("i64TruncF32U", "(F)J"))),
    I64_TRUNC_F64_S(0xB0, "i64.trunc_f64_s", Immediates.NONE, "d_j", ops(numeric("i64TruncF64S", "(D)J"))),
    I64_TRUNC_F64_U(0xB1, "i64.trunc_f64_u", Immediates.NONE, "d_j", ops(numeric("i64TruncF64U", "(D)J"))),
    F32_CONVERT_I32_S(0xB2, "f32.convert_i32_s", Immediates.NONE, "i_f", ops(op(I2F))),
    F32_CONVERT_I32_U(0xB3, "f32.convert_i32_u", Immediates.NONE, "i_f", ops(numeric("f32ConvertI32U", "(I)F"))),
    F32_CONVERT_I64_S(0xB4, "f32.convert_i64_s", Immediates.NONE, "j_f", ops(op(L2F))),
    F32_CONVERT_I64_U(0xB5, "f32.convert_i64_u", Immediates.NONE, "j_f", ops(numeric("f32ConvertI64U", "(J)F"))),
    F32_DEMOTE_F64(0xB6, "f32.demote_f64", Immediates.NONE, "d_f", ops(op(D2F))),
    F64_CONVERT_I32_S(0xB7, "f64.convert_i32_s", Immediates.NONE, "i_d", ops(op(I2D))),
    F64_CONVERT_I32_U(0xB8, "f64.convert_i32_u", Immediates.NONE, "i_d", ops(numeric("f64ConvertI32U", "(I)D"))),
    F64_CONVERT_I64_S(0xB9, "f64.convert_i64_s", Immediates.NONE, "j_d", ops(op(L2D))),
    F64_CONVERT_I64_U(0xBA, "f64.convert_i64_u", Immediates.NONE, "j_d", ops(numeric("f64ConvertI64U", "(J)D"))),
    F64_PROMOTE_F32(0xBB, "f64.promote_f32", Immediates.NONE, "f_d", ops(op(F2D))),
    I32_REINTERPRET_F32(0xBC, "i32.reinterpret_f32", Immediates.NONE, "f_i", ops(floats("floatToRawIntBits", "(F)I"))),
    I64_REINTERPRET_F64(
            0xBD, "i64.reinterpret_f64", Immediates.NONE, "d_j", ops(doubles("doubleToRawLongBits", "(D)J"))),
    F32_REINTERPRET_I32(0xBE, "f32.reinterpret_i32", Immediates.NONE, "i_f", ops(floats("intBitsToFloat", "(I)F"))),
    F64_REINTERPRET_I64(0xBF, "f64.reinterpret_i64", Immediates.NONE, "j_d", ops(doubles("longBitsToDouble", "(J)D"))),
    I32_EXTEND8_S(0xC0, "i32.extend8_s", Immediates.NONE, "i_i", ops(op(I2B))),
    I32_EXTEND16_S(0xC1, "i32.extend16_s", Immediates.NONE, "i_i", ops(op(I2S))),
    I64_EXTEND8_S(0xC2, "i64.extend8_s", Immediates.NONE, "j_j", ops(op(L2I), op(I2B), op(I2L))),
    I64_EXTEND16_S(0xC3, "i64.extend16_s", Immediates.NONE, "j_j", ops(op(L2I), op(I2S), op(I2L))),
    I64_EXTEND32_S(0xC4, "i64.extend32_s", Immediates.NONE, "j_j", ops(op(L2I), op(I2L))),

    // Structures, arrays, casts (section 5.4.2)
    STRUCT_NEW(0xFB0000, "struct.new", Immediates.TYPE, null, special()),
    STRUCT_NEW_DEFAULT(0xFB0001, "struct.new_default", Immediates.TYPE, null, special()),
    STRUCT_GET(0xFB0002, "struct.get", Immediates.TYPE_AND_FIELD, null, special()),
    STRUCT_GET_S(0xFB0003, "struct.get_s", Immediates.TYPE_AND_FIELD, null, special()),
    STRUCT_GET_U(0xFB0004, "struct.get_u", Immediates.TYPE_AND_FIELD, null, special()),
    STRUCT_SET(0xFB0005, "struct.set", Immediates.TYPE_AND_FIELD, null, special()),
    ARRAY_NEW(0xFB0006, "array.new", Immediates.TYPE, null, special()),
    ARRAY_NEW_DEFAULT(0xFB0007, "array.new_default", Immediates.TYPE, null, special()),
    ARRAY_NEW_FIXED(0xFB0008, "array.new_fixed", Immediates.TYPE_AND_COUNT, null, special()),
    ARRAY_NEW_DATA(0xFB0009, "array.new_data", Immediates.TYPE_AND_DATA, null, special()),
    ARRAY_NEW_ELEM(0xFB000A, "array.new_elem", Immediates.TYPE_AND_ELEMENT, null, special()),
    ARRAY_GET(0xFB000B, "array.get", Immediates.TYPE, null, special()),
    ARRAY_GET_S(0xFB000C, "array.get_s", Immediates.TYPE, null, special()),
    ARRAY_GET_U(0xFB000D, "array.get_u", Immediates.TYPE, null, special()),
    ARRAY_SET(0xFB000E, "array.set", Immediates.TYPE, null, special()),
    ARRAY_LEN(
            0xFB000F,
            "array.len",
            Immediates.NONE,
            "a_i",
            ops(new Call("dev/habu/wasm/machine/ArrayOps", "length", "(Ljava/lang/Object;)I"))),
    ARRAY_FILL(0xFB0010, "array.fill", Immediates.TYPE, null, special()),
    ARRAY_COPY(0xFB0011, "array.copy", Immediates.TYPE_AND_TYPE, null, special()),
    ARRAY_INIT_DATA(0xFB0012, "array.init_data", Immediates.TYPE_AND_DATA, null, special()),
    ARRAY_INIT_ELEM(0xFB0013, "array.init_elem", Immediates.TYPE_AND_ELEMENT, null, special()),
    REF_TEST(0xFB0014, "ref.test", Immediates.HEAP_TYPE, null, special()),
    REF_TEST_NULL(0xFB0015, "ref.test_null", Immediates.HEAP_TYPE, null, special()),
    REF_CAST(0xFB0016, "ref.cast", Immediates.HEAP_TYPE, null, special()),
    REF_CAST_NULL(0xFB0017, "ref.cast_null", Immediates.HEAP_TYPE, null, special()),
    BR_ON_CAST(0xFB0018, "br_on_cast", Immediates.LABEL_AND_CAST, null, special()),
    BR_ON_CAST_FAIL(0xFB0019, "br_on_cast_fail", Immediates.LABEL_AND_CAST, null, special()),
    ANY_CONVERT_EXTERN(0xFB001A, "any.convert_extern", Immediates.NONE, null, ops()),
    EXTERN_CONVERT_ANY(0xFB001B, "extern.convert_any", Immediates.NONE, null, ops()),
    REF_I31(0xFB001C, "ref.i31", Immediates.NONE, "i_t", ops(reference("i31", "(I)Ljava/lang/Object;"))),
    I31_GET_S(0xFB001D, "i31.get_s", Immediates.NONE, "n_i", ops(reference("i31Signed", "(Ljava/lang/Object;)I"))),
    I31_GET_U(0xFB001E, "i31.get_u", Immediates.NONE, "n_i", ops(reference("i31Unsigned", "(Ljava/lang/Object;)I"))),

    // Saturating conversions, bulk memory and tables (sections 5.4.5 to 5.4.7)
    I32_TRUNC_SAT_F32_S(0xFC0000, "i32.trunc_sat_f32_s", Immediates.NONE, "f_i", ops(op(F2I))),
    I32_TRUNC_SAT_F32_U(
            0xFC0001, "i32.trunc_sat_f32_u", Immediates.NONE, "f_i", ops(numeric("i32TruncSatF32U", "(F)I"))),
    I32_TRUNC_SAT_F64_S(0xFC0002, "i32.trunc_sat_f64_s", Immediates.NONE, "d_i", ops(op(D2I))),
    I32_TRUNC_SAT_F64_U(
            0xFC0003, "i32.trunc_sat_f64_u", Immediates.NONE, "d_i", ops(numeric("i32TruncSatF64U", "(D)I"))),
    I64_TRUNC_SAT_F32_S(0xFC0004, "i64.trunc_sat_f32_s", Immediates.NONE, "f_j", ops(op(F2L))),
    I64_TRUNC_SAT_F32_U(
            0xFC0005, "i64.trunc_sat_f32_u", Immediates.NONE, "f_j", ops(numeric("i64TruncSatF32U", "(F)J"))),
    I64_TRUNC_SAT_F64_S(0xFC0006, "i64.trunc_sat_f64_s", Immediates.NONE, "d_j", ops(op(D2L))),
    I64_TRUNC_SAT_F64_U(
            0xFC0007, "i64.trunc_sat_f64_u", Immediates.NONE, "d_j", ops(numeric("i64TruncSatF64U", "(D)J"))),
    MEMORY_INIT(0xFC0008, "memory.init", Immediates.DATA_AND_MEMORY, "xii_", onInstance("memoryInit", "(JIIII)V")),
    DATA_DROP(0xFC0009, "data.drop", Immediates.DATA, "_", onInstance("dataDrop", "(I)V")),
    MEMORY_COPY(0xFC000A, "memory.copy", Immediates.MEMORY_AND_MEMORY, "xyz_", onInstance("memoryCopy", "(JJJII)V")),
    MEMORY_FILL(0xFC000B, "memory.fill", Immediates.MEMORY, "xix_", onInstance("memoryFill", "(JIJI)V")),
    TABLE_INIT(0xFC000C, "table.init", Immediates.ELEMENT_AND_TABLE, "xii_", onInstance("tableInit", "(IIIII)V")),
    ELEM_DROP(0xFC000D, "elem.drop", Immediates.ELEMENT, "_", onInstance("elemDrop", "(I)V")),
    TABLE_COPY(0xFC000E, "table.copy", Immediates.TABLE_AND_TABLE, "xyz_", onInstance("tableCopy", "(IIIII)V")),
    TABLE_GROW(0xFC000F, "table.grow", Immediates.TABLE, null, onInstance("tableGrow", "(Ljava/lang/Object;II)I")),
    TABLE_SIZE(0xFC0010, "table.size", Immediates.TABLE, "_x", onInstance("tableSize", "(I)I")),
    TABLE_FILL(0xFC0011, "table.fill", Immediates.TABLE, null, onInstance("tableFill", "(ILjava/lang/Object;II)V")),

    // Wide arithmetic (a proposal)
    I64_ADD128(0xFC0013, "i64.add128", Immediates.NONE, "jjjj_jj", twoLongs("add128", "jjjj_v")),
    I64_SUB128(0xFC0014, "i64.sub128", Immediates.NONE, "jjjj_jj", twoLongs("sub128", "jjjj_v")),
    I64_MUL_WIDE_S(0xFC0015, "i64.mul_wide_s", Immediates.NONE, "jj_jj", twoLongs("mulWideS", "jj_v")),
    I64_MUL_WIDE_U(0xFC0016, "i64.mul_wide_u", Immediates.NONE, "jj_jj", twoLongs("mulWideU", "jj_v")),

    // Atomic memory accesses (the threads proposal)
    MEMORY_ATOMIC_NOTIFY(0xFE0000, "memory.atomic.notify", Immediates.MEMORY_ARGUMENT, "xi_i", atomic("wake")),
    MEMORY_ATOMIC_WAIT32(0xFE0001, "memory.atomic.wait32", Immediates.MEMORY_ARGUMENT, "xij_i", atomic("wait32")),
    MEMORY_ATOMIC_WAIT64(0xFE0002, "memory.atomic.wait64", Immediates.MEMORY_ARGUMENT, "xjj_i", atomic("wait64")),
    ATOMIC_FENCE(
            0xFE0003,
            "atomic.fence",
            Immediates.ZERO,
            "_",
            ops(new Call("java/lang/invoke/VarHandle", "fullFence", "()V"))),
    I32_ATOMIC_LOAD(0xFE0010, "i32.atomic.load", Immediates.MEMORY_ARGUMENT, "x_i", atomic("i32Load")),
    I64_ATOMIC_LOAD(0xFE0011, "i64.atomic.load", Immediates.MEMORY_ARGUMENT, "x_j", atomic("i64Load")),
    I32_ATOMIC_LOAD8_U(0xFE0012, "i32.atomic.load8_u", Immediates.MEMORY_ARGUMENT, "x_i", atomic("i32Load")),
    I32_ATOMIC_LOAD16_U(0xFE0013, "i32.atomic.load16_u", Immediates.MEMORY_ARGUMENT, "x_i", atomic("i32Load")),
    I64_ATOMIC_LOAD8_U(0xFE0014, "i64.atomic.load8_u", Immediates.MEMORY_ARGUMENT, "x_j", atomic("i64Load")),
    I64_ATOMIC_LOAD16_U(0xFE0015, "i64.atomic.load16_u", Immediates.MEMORY_ARGUMENT, "x_j", atomic("i64Load")),
    I64_ATOMIC_LOAD32_U(0xFE0016, "i64.atomic.load32_u", Immediates.MEMORY_ARGUMENT, "x_j", atomic("i64Load")),
    I32_ATOMIC_STORE(0xFE0017, "i32.atomic.store", Immediates.MEMORY_ARGUMENT, "xi_", atomic("i32Store")),
    I64_ATOMIC_STORE(0xFE0018, "i64.atomic.store", Immediates.MEMORY_ARGUMENT, "xj_", atomic("i64Store")),
    I32_ATOMIC_STORE8(0xFE0019, "i32.atomic.store8", Immediates.MEMORY_ARGUMENT, "xi_", atomic("i32Store")),
    I32_ATOMIC_STORE16(0xFE001A, "i32.atomic.store16", Immediates.MEMORY_ARGUMENT, "xi_", atomic("i32Store")),
    I64_ATOMIC_STORE8(0xFE001B, "i64.atomic.store8", Immediates.MEMORY_ARGUMENT, "xj_", atomic("i64Store")),
    I64_ATOMIC_STORE16(0xFE001C, "i64.atomic.store16", Immediates.MEMORY_ARGUMENT, "xj_", atomic("i64Store")),
    I64_ATOMIC_STORE32(0xFE001D, "i64.atomic.store32", Immediates.MEMORY_ARGUMENT, "xj_", atomic("i64Store")),
    I32_ATOMIC_RMW_ADD(
            0xFE001E, "i32.atomic.rmw.add", Immediates.MEMORY_ARGUMENT, "xi_i", atomic("i32Update", AtomicOps.ADD)),
    I64_ATOMIC_RMW_ADD(
            0xFE001F, "i64.atomic.rmw.add", Immediates.MEMORY_ARGUMENT, "xj_j", atomic("i64Update", AtomicOps.ADD)),
    I32_ATOMIC_RMW8_ADD_U(
            0xFE0020, "i32.atomic.rmw8.add_u", Immediates.MEMORY_ARGUMENT, "xi_i", atomic("i32Update", AtomicOps.ADD)),
    I32_ATOMIC_RMW16_ADD_U(
            0xFE0021, "i32.atomic.rmw16.add_u", Immediates.MEMORY_ARGUMENT, "xi_i", atomic("i32Update", AtomicOps.ADD)),
    I64_ATOMIC_RMW8_ADD_U(
            0xFE0022, "i64.atomic.rmw8.add_u", Immediates.MEMORY_ARGUMENT, "xj_j", atomic("i64Update", AtomicOps.ADD)),
    I64_ATOMIC_RMW16_ADD_U(
            0xFE0023, "i64.atomic.rmw16.add_u", Immediates.MEMORY_ARGUMENT, "xj_j", atomic("i64Update", AtomicOps.ADD)),
    I64_ATOMIC_RMW32_ADD_U(
            0xFE0024, "i64.atomic.rmw32.add_u", Immediates.MEMORY_ARGUMENT, "xj_j", atomic("i64Update", AtomicOps.ADD)),
    I32_ATOMIC_RMW_SUB(
            0xFE0025, "i32.atomic.rmw.sub", Immediates.MEMORY_ARGUMENT, "xi_i", atomic("i32Update", AtomicOps.SUB)),
    I64_ATOMIC_RMW_SUB(
            0xFE0026, "i64.atomic.rmw.sub", Immediates.MEMORY_ARGUMENT, "xj_j", atomic("i64Update", AtomicOps.SUB)),
    I32_ATOMIC_RMW8_SUB_U(
            0xFE0027, "i32.atomic.rmw8.sub_u", Immediates.MEMORY_ARGUMENT, "xi_i", atomic("i32Update", AtomicOps.SUB)),
    I32_ATOMIC_RMW16_SUB_U(
            0xFE0028, "i32.atomic.rmw16.sub_u", Immediates.MEMORY_ARGUMENT, "xi_i", atomic("i32Update", AtomicOps.SUB)),
    I64_ATOMIC_RMW8_SUB_U(
            0xFE0029, "i64.atomic.rmw8.sub_u", Immediates.MEMORY_ARGUMENT, "xj_j", atomic("i64Update", AtomicOps.SUB)),
    I64_ATOMIC_RMW16_SUB_U(
            0xFE002A, "i64.atomic.rmw16.sub_u", Immediates.MEMORY_ARGUMENT, "xj_j", atomic("i64Update", AtomicOps.SUB)),
    I64_ATOMIC_RMW32_SUB_U(
            0xFE002B, "i64.atomic.rmw32.sub_u", Immediates.MEMORY_ARGUMENT, "xj_j", atomic("i64Update", AtomicOps.SUB)),
    I32_ATOMIC_RMW_AND(
            0xFE002C, "i32.atomic.rmw.and", Immediates.MEMORY_ARGUMENT, "xi_i", atomic("i32Update", AtomicOps.AND)),
    I64_ATOMIC_RMW_AND(
            0xFE002D, "i64.atomic.rmw.and", Immediates.MEMORY_ARGUMENT, "xj_j", atomic("i64Update", AtomicOps.AND)),
    I32_ATOMIC_RMW8_AND_U(
            0xFE002E, "i32.atomic.rmw8.and_u", Immediates.MEMORY_ARGUMENT, "xi_i", atomic("i32Update", AtomicOps.AND)),
    I32_ATOMIC_RMW16_AND_U(
            0xFE002F, "i32.atomic.rmw16.and_u", Immediates.MEMORY_ARGUMENT, "xi_i", atomic("i32Update", AtomicOps.AND)),
    I64_ATOMIC_RMW8_AND_U(
            0xFE0030, "i64.atomic.rmw8.and_u", Immediates.MEMORY_ARGUMENT, "xj_j", atomic("i64Update", AtomicOps.AND)),
    I64_ATOMIC_RMW16_AND_U(
            0xFE0031, "i64.atomic.rmw16.and_u", Immediates.MEMORY_ARGUMENT, "xj_j", atomic("i64Update", AtomicOps.AND)),
    I64_ATOMIC_RMW32_AND_U(
            0xFE0032, "i64.atomic.rmw32.and_u", Immediates.MEMORY_ARGUMENT, "xj_j", atomic("i64Update", AtomicOps.AND)),
    I32_ATOMIC_RMW_OR(
            0xFE0033, "i32.atomic.rmw.or", Immediates.MEMORY_ARGUMENT, "xi_i", atomic("i32Update", AtomicOps.OR)),
    I64_ATOMIC_RMW_OR(
            0xFE0034, "i64.atomic.rmw.or", Immediates.MEMORY_ARGUMENT, "xj_j", atomic("i64Update", AtomicOps.OR)),
    I32_ATOMIC_RMW8_OR_U(
            0xFE0035, "i32.atomic.rmw8.or_u", Immediates.MEMORY_ARGUMENT, "xi_i", atomic("i32Update", AtomicOps.OR)),
    I32_ATOMIC_RMW16_OR_U(
            0xFE0036, "i32.atomic.rmw16.or_u", Immediates.MEMORY_ARGUMENT, "xi_i", atomic("i32Update", AtomicOps.OR)),
    I64_ATOMIC_RMW8_OR_U(
            0xFE0037, "i64.atomic.rmw8.or_u", Immediates.MEMORY_ARGUMENT, "xj_j", atomic("i64Update", AtomicOps.OR)),
    I64_ATOMIC_RMW16_OR_U(
            0xFE0038, "i64.atomic.rmw16.or_u", Immediates.MEMORY_ARGUMENT, "xj_j", atomic("i64Update", AtomicOps.OR)),
    I64_ATOMIC_RMW32_OR_U(
            0xFE0039, "i64.atomic.rmw32.or_u", Immediates.MEMORY_ARGUMENT, "xj_j", atomic("i64Update", AtomicOps.OR)),
    I32_ATOMIC_RMW_XOR(
            0xFE003A, "i32.atomic.rmw.xor", Immediates.MEMORY_ARGUMENT, "xi_i", atomic("i32Update", AtomicOps.XOR)),
    I64_ATOMIC_RMW_XOR(
            0xFE003B, "i64.atomic.rmw.xor", Immediates.MEMORY_ARGUMENT, "xj_j", atomic("i64Update", AtomicOps.XOR)),
    I32_ATOMIC_RMW8_XOR_U(
            0xFE003C, "i32.atomic.rmw8.xor_u", Immediates.MEMORY_ARGUMENT, "xi_i", atomic("i32Update", AtomicOps.XOR)),
    I32_ATOMIC_RMW16_XOR_U(
            0xFE003D, "i32.atomic.rmw16.xor_u", Immediates.MEMORY_ARGUMENT, "xi_i", atomic("i32Update", AtomicOps.XOR)),
    I64_ATOMIC_RMW8_XOR_U(
            0xFE003E, "i64.atomic.rmw8.xor_u", Immediates.MEMORY_ARGUMENT, "xj_j", atomic("i64Update", AtomicOps.XOR)),
    I64_ATOMIC_RMW16_XOR_U(
            0xFE003F, "i64.atomic.rmw16.xor_u", Immediates.MEMORY_ARGUMENT, "xj_j", atomic("i64Update", AtomicOps.XOR)),
    I64_ATOMIC_RMW32_XOR_U(
            0xFE0040, "i64.atomic.rmw32.xor_u", Immediates.MEMORY_ARGUMENT, "xj_j", atomic("i64Update", AtomicOps.XOR)),
    I32_ATOMIC_RMW_XCHG(
            0xFE0041,
            "i32.atomic.rmw.xchg",
            Immediates.MEMORY_ARGUMENT,
            "xi_i",
            atomic("i32Update", AtomicOps.EXCHANGE)),
    I64_ATOMIC_RMW_XCHG(
            0xFE0042,
            "i64.atomic.rmw.xchg",
            Immediates.MEMORY_ARGUMENT,
            "xj_j",
            atomic("i64Update", AtomicOps.EXCHANGE)),
    I32_ATOMIC_RMW8_XCHG_U(
            0xFE0043,
            "i32.atomic.rmw8.xchg_u",
            Immediates.MEMORY_ARGUMENT,
            "xi_i",
            atomic("i32Update", AtomicOps.EXCHANGE)),
    I32_ATOMIC_RMW16_XCHG_U(
            0xFE0044,
            "i32.atomic.rmw16.xchg_u",
            Immediates.MEMORY_ARGUMENT,
            "xi_i",
            atomic("i32Update", AtomicOps.EXCHANGE)),
    I64_ATOMIC_RMW8_XCHG_U(
            0xFE0045,
            "i64.atomic.rmw8.xchg_u",
            Immediates.MEMORY_ARGUMENT,
            "xj_j",
            atomic("i64Update", AtomicOps.EXCHANGE)),
    I64_ATOMIC_RMW16_XCHG_U(
            0xFE0046,
            "i64.atomic.rmw16.xchg_u",
            Immediates.MEMORY_ARGUMENT,
            "xj_j",
            atomic("i64Update", AtomicOps.EXCHANGE)),
    I64_ATOMIC_RMW32_XCHG_U(
            0xFE0047,
            "i64.atomic.rmw32.xchg_u",
            Immediates.MEMORY_ARGUMENT,
            "xj_j",
            atomic("i64Update", AtomicOps.EXCHANGE)),
    I32_ATOMIC_RMW_CMPXCHG(
            0xFE0048, "i32.atomic.rmw.cmpxchg", Immediates.MEMORY_ARGUMENT, "xii_i", atomic("i32Exchange")),
    I64_ATOMIC_RMW_CMPXCHG(
            0xFE0049, "i64.atomic.rmw.cmpxchg", Immediates.MEMORY_ARGUMENT, "xjj_j", atomic("i64Exchange")),
    I32_ATOMIC_RMW8_CMPXCHG_U(
            0xFE004A, "i32.atomic.rmw8.cmpxchg_u", Immediates.MEMORY_ARGUMENT, "xii_i", atomic("i32Exchange")),
    I32_ATOMIC_RMW16_CMPXCHG_U(
            0xFE004B, "i32.atomic.rmw16.cmpxchg_u", Immediates.MEMORY_ARGUMENT, "xii_i", atomic("i32Exchange")),
    I64_ATOMIC_RMW8_CMPXCHG_U(
            0xFE004C, "i64.atomic.rmw8.cmpxchg_u", Immediates.MEMORY_ARGUMENT, "xjj_j", atomic("i64Exchange")),
    I64_ATOMIC_RMW16_CMPXCHG_U(
            0xFE004D, "i64.atomic.rmw16.cmpxchg_u", Immediates.MEMORY_ARGUMENT, "xjj_j", atomic("i64Exchange")),
    I64_ATOMIC_RMW32_CMPXCHG_U(
            0xFE004E, "i64.atomic.rmw32.cmpxchg_u", Immediates.MEMORY_ARGUMENT, "xjj_j", atomic("i64Exchange")),

    // Vectors (sections 5.4.8): memory
    V128_LOAD(0xFD0000, "v128.load", Immediates.MEMORY_ARGUMENT, "x_v", load("v128Load")),
    V128_LOAD8X8_S(
            0xFD0001,
            "v128.load8x8_s",
            Immediates.MEMORY_ARGUMENT,
            "x_v",
            load("i64Load", low(), vector("I16x8Ops", "extendLowI8x16S", "v_v"))),
    V128_LOAD8X8_U(
            0xFD0002,
            "v128.load8x8_u",
            Immediates.MEMORY_ARGUMENT,
            "x_v",
            load("i64Load", low(), vector("I16x8Ops", "extendLowI8x16U", "v_v"))),
    V128_LOAD16X4_S(
            0xFD0003,
            "v128.load16x4_s",
            Immediates.MEMORY_ARGUMENT,
            "x_v",
            load("i64Load", low(), vector("I32x4Ops", "extendLowI16x8S", "v_v"))),
    V128_LOAD16X4_U(
            0xFD0004,
            "v128.load16x4_u",
            Immediates.MEMORY_ARGUMENT,
            "x_v",
            load("i64Load", low(), vector("I32x4Ops", "extendLowI16x8U", "v_v"))),
    V128_LOAD32X2_S(
            0xFD0005,
            "v128.load32x2_s",
            Immediates.MEMORY_ARGUMENT,
            "x_v",
            load("i64Load", low(), vector("I64x2Ops", "extendLowI32x4S", "v_v"))),
    V128_LOAD32X2_U(
            0xFD0006,
            "v128.load32x2_u",
            Immediates.MEMORY_ARGUMENT,
            "x_v",
            load("i64Load", low(), vector("I64x2Ops", "extendLowI32x4U", "v_v"))),
    V128_LOAD8_SPLAT(
            0xFD0007,
            "v128.load8_splat",
            Immediates.MEMORY_ARGUMENT,
            "x_v",
            load("i32Load8U", vector("I8x16Ops", "splat", "i_v"))),
    V128_LOAD16_SPLAT(
            0xFD0008,
            "v128.load16_splat",
            Immediates.MEMORY_ARGUMENT,
            "x_v",
            load("i32Load16U", vector("I16x8Ops", "splat", "i_v"))),
    V128_LOAD32_SPLAT(
            0xFD0009,
            "v128.load32_splat",
            Immediates.MEMORY_ARGUMENT,
            "x_v",
            load("i32Load", vector("I32x4Ops", "splat", "i_v"))),
    V128_LOAD64_SPLAT(
            0xFD000A,
            "v128.load64_splat",
            Immediates.MEMORY_ARGUMENT,
            "x_v",
            load("i64Load", vector("I64x2Ops", "splat", "j_v"))),
    V128_STORE(0xFD000B, "v128.store", Immediates.MEMORY_ARGUMENT, "xv_", store("v128Store")),
    V128_LOAD8_LANE(
            0xFD0054,
            "v128.load8_lane",
            Immediates.MEMORY_ARGUMENT_AND_LANE,
            "xv_v",
            load("i32Load8U", vector("I8x16Ops", "replaceLane", "vii_v"))),
    V128_LOAD16_LANE(
            0xFD0055,
            "v128.load16_lane",
            Immediates.MEMORY_ARGUMENT_AND_LANE,
            "xv_v",
            load("i32Load16U", vector("I16x8Ops", "replaceLane", "vii_v"))),
    V128_LOAD32_LANE(
            0xFD0056,
            "v128.load32_lane",
            Immediates.MEMORY_ARGUMENT_AND_LANE,
            "xv_v",
            load("i32Load", vector("I32x4Ops", "replaceLane", "vii_v"))),
    V128_LOAD64_LANE(
            0xFD0057,
            "v128.load64_lane",
            Immediates.MEMORY_ARGUMENT_AND_LANE,
            "xv_v",
            load("i64Load", vector("I64x2Ops", "replaceLane", "vji_v"))),
    V128_STORE8_LANE(
            0xFD0058,
            "v128.store8_lane",
            Immediates.MEMORY_ARGUMENT_AND_LANE,
            "xv_",
            store("i32Store8", vector("I8x16Ops", "extractLaneU", "vi_i"))),
    V128_STORE16_LANE(
            0xFD0059,
            "v128.store16_lane",
            Immediates.MEMORY_ARGUMENT_AND_LANE,
            "xv_",
            store("i32Store16", vector("I16x8Ops", "extractLaneU", "vi_i"))),
    V128_STORE32_LANE(
            0xFD005A,
            "v128.store32_lane",
            Immediates.MEMORY_ARGUMENT_AND_LANE,
            "xv_",
            store("i32Store", vector("I32x4Ops", "extractLane", "vi_i"))),
    V128_STORE64_LANE(
            0xFD005B,
            "v128.store64_lane",
            Immediates.MEMORY_ARGUMENT_AND_LANE,
            "xv_",
            store("i64Store", vector("I64x2Ops", "extractLane", "vi_j"))),
    V128_LOAD32_ZERO(0xFD005C, "v128.load32_zero", Immediates.MEMORY_ARGUMENT, "x_v", load("i64Load32U", low())),
    V128_LOAD64_ZERO(0xFD005D, "v128.load64_zero", Immediates.MEMORY_ARGUMENT, "x_v", load("i64Load", low())),

    // Vectors: constants and lanes
    V128_CONST(0xFD000C, "v128.const", Immediates.V128, "_v", special()),
    I8X16_SHUFFLE(0xFD000D, "i8x16.shuffle", Immediates.LANES, "vv_v", special()),
    I8X16_SWIZZLE(0xFD000E, "i8x16.swizzle", "vv_v"),
    I8X16_SPLAT(0xFD000F, "i8x16.splat", "i_v"),
    I16X8_SPLAT(0xFD0010, "i16x8.splat", "i_v"),
    I32X4_SPLAT(0xFD0011, "i32x4.splat", "i_v"),
    I64X2_SPLAT(0xFD0012, "i64x2.splat", "j_v"),
    F32X4_SPLAT(0xFD0013, "f32x4.splat", "f_v"),
    F64X2_SPLAT(0xFD0014, "f64x2.splat", "d_v"),
    I8X16_EXTRACT_LANE_S(0xFD0015, "i8x16.extract_lane_s", "v_i", Immediates.LANE),
    I8X16_EXTRACT_LANE_U(0xFD0016, "i8x16.extract_lane_u", "v_i", Immediates.LANE),
    I8X16_REPLACE_LANE(0xFD0017, "i8x16.replace_lane", "vi_v", Immediates.LANE),
    I16X8_EXTRACT_LANE_S(0xFD0018, "i16x8.extract_lane_s", "v_i", Immediates.LANE),
    I16X8_EXTRACT_LANE_U(0xFD0019, "i16x8.extract_lane_u", "v_i", Immediates.LANE),
    I16X8_REPLACE_LANE(0xFD001A, "i16x8.replace_lane", "vi_v", Immediates.LANE),
    I32X4_EXTRACT_LANE(0xFD001B, "i32x4.extract_lane", "v_i", Immediates.LANE),
    I32X4_REPLACE_LANE(0xFD001C, "i32x4.replace_lane", "vi_v", Immediates.LANE),
    I64X2_EXTRACT_LANE(0xFD001D, "i64x2.extract_lane", "v_j", Immediates.LANE),
    I64X2_REPLACE_LANE(0xFD001E, "i64x2.replace_lane", "vj_v", Immediates.LANE),
    F32X4_EXTRACT_LANE(0xFD001F, "f32x4.extract_lane", "v_f", Immediates.LANE),
    F32X4_REPLACE_LANE(0xFD0020, "f32x4.replace_lane", "vf_v", Immediates.LANE),
    F64X2_EXTRACT_LANE(0xFD0021, "f64x2.extract_lane", "v_d", Immediates.LANE),
    F64X2_REPLACE_LANE(0xFD0022, "f64x2.replace_lane", "vd_v", Immediates.LANE),

    // Vectors: comparisons
    I8X16_EQ(0xFD0023, "i8x16.eq", "vv_v"),
    I8X16_NE(0xFD0024, "i8x16.ne", "vv_v"),
    I8X16_LT_S(0xFD0025, "i8x16.lt_s", "vv_v"),
    I8X16_LT_U(0xFD0026, "i8x16.lt_u", "vv_v"),
    I8X16_GT_S(0xFD0027, "i8x16.gt_s", "vv_v"),
    I8X16_GT_U(0xFD0028, "i8x16.gt_u", "vv_v"),
    I8X16_LE_S(0xFD0029, "i8x16.le_s", "vv_v"),
    I8X16_LE_U(0xFD002A, "i8x16.le_u", "vv_v"),
    I8X16_GE_S(0xFD002B, "i8x16.ge_s", "vv_v"),
    I8X16_GE_U(0xFD002C, "i8x16.ge_u", "vv_v"),
    I16X8_EQ(0xFD002D, "i16x8.eq", "vv_v"),
    I16X8_NE(0xFD002E, "i16x8.ne", "vv_v"),
    I16X8_LT_S(0xFD002F, "i16x8.lt_s", "vv_v"),
    I16X8_LT_U(0xFD0030, "i16x8.lt_u", "vv_v"),
    I16X8_GT_S(0xFD0031, "i16x8.gt_s", "vv_v"),
    I16X8_GT_U(0xFD0032, "i16x8.gt_u", "vv_v"),
    I16X8_LE_S(0xFD0033, "i16x8.le_s", "vv_v"),
    I16X8_LE_U(0xFD0034, "i16x8.le_u", "vv_v"),
    I16X8_GE_S(0xFD0035, "i16x8.ge_s", "vv_v"),
    I16X8_GE_U(0xFD0036, "i16x8.ge_u", "vv_v"),
    I32X4_EQ(0xFD0037, "i32x4.eq", "vv_v"),
    I32X4_NE(0xFD0038, "i32x4.ne", "vv_v"),
    I32X4_LT_S(0xFD0039, "i32x4.lt_s", "vv_v"),
    I32X4_LT_U(0xFD003A, "i32x4.lt_u", "vv_v"),
    I32X4_GT_S(0xFD003B, "i32x4.gt_s", "vv_v"),
    I32X4_GT_U(0xFD003C, "i32x4.gt_u", "vv_v"),
    I32X4_LE_S(0xFD003D, "i32x4.le_s", "vv_v"),
    I32X4_LE_U(0xFD003E, "i32x4.le_u", "vv_v"),
    I32X4_GE_S(0xFD003F, "i32x4.ge_s", "vv_v"),
    I32X4_GE_U(0xFD0040, "i32x4.ge_u", "vv_v"),
    F32X4_EQ(0xFD0041, "f32x4.eq", "vv_v"),
    F32X4_NE(0xFD0042, "f32x4.ne", "vv_v"),
    F32X4_LT(0xFD0043, "f32x4.lt", "vv_v"),
    F32X4_GT(0xFD0044, "f32x4.gt", "vv_v"),
    F32X4_LE(0xFD0045, "f32x4.le", "vv_v"),
    F32X4_GE(0xFD0046, "f32x4.ge", "vv_v"),
    F64X2_EQ(0xFD0047, "f64x2.eq", "vv_v"),
    F64X2_NE(0xFD0048, "f64x2.ne", "vv_v"),
    F64X2_LT(0xFD0049, "f64x2.lt", "vv_v"),
    F64X2_GT(0xFD004A, "f64x2.gt", "vv_v"),
    F64X2_LE(0xFD004B, "f64x2.le", "vv_v"),
    F64X2_GE(0xFD004C, "f64x2.ge", "vv_v"),
    I64X2_EQ(0xFD00D6, "i64x2.eq", "vv_v"),
    I64X2_NE(0xFD00D7, "i64x2.ne", "vv_v"),
    I64X2_LT_S(0xFD00D8, "i64x2.lt_s", "vv_v"),
    I64X2_GT_S(0xFD00D9, "i64x2.gt_s", "vv_v"),
    I64X2_LE_S(0xFD00DA, "i64x2.le_s", "vv_v"),
    I64X2_GE_S(0xFD00DB, "i64x2.ge_s", "vv_v"),

    // Vectors: bits
    V128_NOT(0xFD004D, "v128.not", "v_v"),
    V128_AND(0xFD004E, "v128.and", "vv_v"),
    V128_ANDNOT(0xFD004F, "v128.andnot", "vv_v"),
    V128_OR(0xFD0050, "v128.or", "vv_v"),
    V128_XOR(0xFD0051, "v128.xor", "vv_v"),
    V128_BITSELECT(0xFD0052, "v128.bitselect", "vvv_v"),
    V128_ANY_TRUE(0xFD0053, "v128.any_true", "v_i"),

    // Vectors: 16 lanes of 8 bits
    I8X16_ABS(0xFD0060, "i8x16.abs", "v_v"),
    I8X16_NEG(0xFD0061, "i8x16.neg", "v_v"),
    I8X16_POPCNT(0xFD0062, "i8x16.popcnt", "v_v"),
    I8X16_ALL_TRUE(0xFD0063, "i8x16.all_true", "v_i"),
    I8X16_BITMASK(0xFD0064, "i8x16.bitmask", "v_i"),
    I8X16_NARROW_I16X8_S(0xFD0065, "i8x16.narrow_i16x8_s", "vv_v"),
    I8X16_NARROW_I16X8_U(0xFD0066, "i8x16.narrow_i16x8_u", "vv_v"),
    I8X16_SHL(0xFD006B, "i8x16.shl", "vi_v"),
    I8X16_SHR_S(0xFD006C, "i8x16.shr_s", "vi_v"),
    I8X16_SHR_U(0xFD006D, "i8x16.shr_u", "vi_v"),
    I8X16_ADD(0xFD006E, "i8x16.add", "vv_v"),
    I8X16_ADD_SAT_S(0xFD006F, "i8x16.add_sat_s", "vv_v"),
    I8X16_ADD_SAT_U(0xFD0070, "i8x16.add_sat_u", "vv_v"),
    I8X16_SUB(0xFD0071, "i8x16.sub", "vv_v"),
    I8X16_SUB_SAT_S(0xFD0072, "i8x16.sub_sat_s", "vv_v"),
    I8X16_SUB_SAT_U(0xFD0073, "i8x16.sub_sat_u", "vv_v"),
    I8X16_MIN_S(0xFD0076, "i8x16.min_s", "vv_v"),
    I8X16_MIN_U(0xFD0077, "i8x16.min_u", "vv_v"),
    I8X16_MAX_S(0xFD0078, "i8x16.max_s", "vv_v"),
    I8X16_MAX_U(0xFD0079, "i8x16.max_u", "vv_v"),
    I8X16_AVGR_U(0xFD007B, "i8x16.avgr_u", "vv_v"),

    // Vectors: 8 lanes of 16 bits
    I16X8_EXTADD_PAIRWISE_I8X16_S(0xFD007C, "i16x8.extadd_pairwise_i8x16_s", "v_v"),
    I16X8_EXTADD_PAIRWISE_I8X16_U(0xFD007D, "i16x8.extadd_pairwise_i8x16_u", "v_v"),
    I16X8_ABS(0xFD0080, "i16x8.abs", "v_v"),
    I16X8_NEG(0xFD0081, "i16x8.neg", "v_v"),
    I16X8_Q15MULR_SAT_S(0xFD0082, "i16x8.q15mulr_sat_s", "vv_v"),
    I16X8_ALL_TRUE(0xFD0083, "i16x8.all_true", "v_i"),
    I16X8_BITMASK(0xFD0084, "i16x8.bitmask", "v_i"),
    I16X8_NARROW_I32X4_S(0xFD0085, "i16x8.narrow_i32x4_s", "vv_v"),
    I16X8_NARROW_I32X4_U(0xFD0086, "i16x8.narrow_i32x4_u", "vv_v"),
    I16X8_EXTEND_LOW_I8X16_S(0xFD0087, "i16x8.extend_low_i8x16_s", "v_v"),
    I16X8_EXTEND_HIGH_I8X16_S(0xFD0088, "i16x8.extend_high_i8x16_s", "v_v"),
    I16X8_EXTEND_LOW_I8X16_U(0xFD0089, "i16x8.extend_low_i8x16_u", "v_v"),
    I16X8_EXTEND_HIGH_I8X16_U(0xFD008A, "i16x8.extend_high_i8x16_u", "v_v"),
    I16X8_SHL(0xFD008B, "i16x8.shl", "vi_v"),
    I16X8_SHR_S(0xFD008C, "i16x8.shr_s", "vi_v"),
    I16X8_SHR_U(0xFD008D, "i16x8.shr_u", "vi_v"),
    I16X8_ADD(0xFD008E, "i16x8.add", "vv_v"),
    I16X8_ADD_SAT_S(0xFD008F, "i16x8.add_sat_s", "vv_v"),
    I16X8_ADD_SAT_U(0xFD0090, "i16x8.add_sat_u", "vv_v"),
    I16X8_SUB(0xFD0091, "i16x8.sub", "vv_v"),
    I16X8_SUB_SAT_S(0xFD0092, "i16x8.sub_sat_s", "vv_v"),
    I16X8_SUB_SAT_U(0xFD0093, "i16x8.sub_sat_u", "vv_v"),
    I16X8_MUL(0xFD0095, "i16x8.mul", "vv_v"),
    I16X8_MIN_S(0xFD0096, "i16x8.min_s", "vv_v"),
    I16X8_MIN_U(0xFD0097, "i16x8.min_u", "vv_v"),
    I16X8_MAX_S(0xFD0098, "i16x8.max_s", "vv_v"),
    I16X8_MAX_U(0xFD0099, "i16x8.max_u", "vv_v"),
    I16X8_AVGR_U(0xFD009B, "i16x8.avgr_u", "vv_v"),
    I16X8_EXTMUL_LOW_I8X16_S(0xFD009C, "i16x8.extmul_low_i8x16_s", "vv_v"),
    I16X8_EXTMUL_HIGH_I8X16_S(0xFD009D, "i16x8.extmul_high_i8x16_s", "vv_v"),
    I16X8_EXTMUL_LOW_I8X16_U(0xFD009E, "i16x8.extmul_low_i8x16_u", "vv_v"),
    I16X8_EXTMUL_HIGH_I8X16_U(0xFD009F, "i16x8.extmul_high_i8x16_u", "vv_v"),

    // Vectors: 4 lanes of 32 bits
    I32X4_EXTADD_PAIRWISE_I16X8_S(0xFD007E, "i32x4.extadd_pairwise_i16x8_s", "v_v"),
    I32X4_EXTADD_PAIRWISE_I16X8_U(0xFD007F, "i32x4.extadd_pairwise_i16x8_u", "v_v"),
    I32X4_ABS(0xFD00A0, "i32x4.abs", "v_v"),
    I32X4_NEG(0xFD00A1, "i32x4.neg", "v_v"),
    I32X4_ALL_TRUE(0xFD00A3, "i32x4.all_true", "v_i"),
    I32X4_BITMASK(0xFD00A4, "i32x4.bitmask", "v_i"),
    I32X4_EXTEND_LOW_I16X8_S(0xFD00A7, "i32x4.extend_low_i16x8_s", "v_v"),
    I32X4_EXTEND_HIGH_I16X8_S(0xFD00A8, "i32x4.extend_high_i16x8_s", "v_v"),
    I32X4_EXTEND_LOW_I16X8_U(0xFD00A9, "i32x4.extend_low_i16x8_u", "v_v"),
    I32X4_EXTEND_HIGH_I16X8_U(0xFD00AA, "i32x4.extend_high_i16x8_u", "v_v"),
    I32X4_SHL(0xFD00AB, "i32x4.shl", "vi_v"),
    I32X4_SHR_S(0xFD00AC, "i32x4.shr_s", "vi_v"),
    I32X4_SHR_U(0xFD00AD, "i32x4.shr_u", "vi_v"),
    I32X4_ADD(0xFD00AE, "i32x4.add", "vv_v"),
    I32X4_SUB(0xFD00B1, "i32x4.sub", "vv_v"),
    I32X4_MUL(0xFD00B5, "i32x4.mul", "vv_v"),
    I32X4_MIN_S(0xFD00B6, "i32x4.min_s", "vv_v"),
    I32X4_MIN_U(0xFD00B7, "i32x4.min_u", "vv_v"),
    I32X4_MAX_S(0xFD00B8, "i32x4.max_s", "vv_v"),
    I32X4_MAX_U(0xFD00B9, "i32x4.max_u", "vv_v"),
    I32X4_DOT_I16X8_S(0xFD00BA, "i32x4.dot_i16x8_s", "vv_v"),
    I32X4_EXTMUL_LOW_I16X8_S(0xFD00BC, "i32x4.extmul_low_i16x8_s", "vv_v"),
    I32X4_EXTMUL_HIGH_I16X8_S(0xFD00BD, "i32x4.extmul_high_i16x8_s", "vv_v"),
    I32X4_EXTMUL_LOW_I16X8_U(0xFD00BE, "i32x4.extmul_low_i16x8_u", "vv_v"),
    I32X4_EXTMUL_HIGH_I16X8_U(0xFD00BF, "i32x4.extmul_high_i16x8_u", "vv_v"),
    I32X4_TRUNC_SAT_F32X4_S(0xFD00F8, "i32x4.trunc_sat_f32x4_s", "v_v"),
    I32X4_TRUNC_SAT_F32X4_U(0xFD00F9, "i32x4.trunc_sat_f32x4_u", "v_v"),
    I32X4_TRUNC_SAT_F64X2_S_ZERO(0xFD00FC, "i32x4.trunc_sat_f64x2_s_zero", "v_v"),
    I32X4_TRUNC_SAT_F64X2_U_ZERO(0xFD00FD, "i32x4.trunc_sat_f64x2_u_zero", "v_v"),

    // Vectors: 2 lanes of 64 bits
    I64X2_ABS(0xFD00C0, "i64x2.abs", "v_v"),
    I64X2_NEG(0xFD00C1, "i64x2.neg", "v_v"),
    I64X2_ALL_TRUE(0xFD00C3, "i64x2.all_true", "v_i"),
    I64X2_BITMASK(0xFD00C4, "i64x2.bitmask", "v_i"),
    I64X2_EXTEND_LOW_I32X4_S(0xFD00C7, "i64x2.extend_low_i32x4_s", "v_v"),
    I64X2_EXTEND_HIGH_I32X4_S(0xFD00C8, "i64x2.extend_high_i32x4_s", "v_v"),
    I64X2_EXTEND_LOW_I32X4_U(0xFD00C9, "i64x2.extend_low_i32x4_u", "v_v"),
    I64X2_EXTEND_HIGH_I32X4_U(0xFD00CA, "i64x2.extend_high_i32x4_u", "v_v"),
    I64X2_SHL(0xFD00CB, "i64x2.shl", "vi_v"),
    I64X2_SHR_S(0xFD00CC, "i64x2.shr_s", "vi_v"),
    I64X2_SHR_U(0xFD00CD, "i64x2.shr_u", "vi_v"),
    I64X2_ADD(0xFD00CE, "i64x2.add", "vv_v"),
    I64X2_SUB(0xFD00D1, "i64x2.sub", "vv_v"),
    I64X2_MUL(0xFD00D5, "i64x2.mul", "vv_v"),
    I64X2_EXTMUL_LOW_I32X4_S(0xFD00DC, "i64x2.extmul_low_i32x4_s", "vv_v"),
    I64X2_EXTMUL_HIGH_I32X4_S(0xFD00DD, "i64x2.extmul_high_i32x4_s", "vv_v"),
    I64X2_EXTMUL_LOW_I32X4_U(0xFD00DE, "i64x2.extmul_low_i32x4_u", "vv_v"),
    I64X2_EXTMUL_HIGH_I32X4_U(0xFD00DF, "i64x2.extmul_high_i32x4_u", "vv_v"),

    // Vectors: 4 lanes of f32
    F32X4_DEMOTE_F64X2_ZERO(0xFD005E, "f32x4.demote_f64x2_zero", "v_v"),
    F32X4_CEIL(0xFD0067, "f32x4.ceil", "v_v"),
    F32X4_FLOOR(0xFD0068, "f32x4.floor", "v_v"),
    F32X4_TRUNC(0xFD0069, "f32x4.trunc", "v_v"),
    F32X4_NEAREST(0xFD006A, "f32x4.nearest", "v_v"),
    F32X4_ABS(0xFD00E0, "f32x4.abs", "v_v"),
    F32X4_NEG(0xFD00E1, "f32x4.neg", "v_v"),
    F32X4_SQRT(0xFD00E3, "f32x4.sqrt", "v_v"),
    F32X4_ADD(0xFD00E4, "f32x4.add", "vv_v"),
    F32X4_SUB(0xFD00E5, "f32x4.sub", "vv_v"),
    F32X4_MUL(0xFD00E6, "f32x4.mul", "vv_v"),
    F32X4_DIV(0xFD00E7, "f32x4.div", "vv_v"),
    F32X4_MIN(0xFD00E8, "f32x4.min", "vv_v"),
    F32X4_MAX(0xFD00E9, "f32x4.max", "vv_v"),
    F32X4_PMIN(0xFD00EA, "f32x4.pmin", "vv_v"),
    F32X4_PMAX(0xFD00EB, "f32x4.pmax", "vv_v"),
    F32X4_CONVERT_I32X4_S(0xFD00FA, "f32x4.convert_i32x4_s", "v_v"),
    F32X4_CONVERT_I32X4_U(0xFD00FB, "f32x4.convert_i32x4_u", "v_v"),

    // Vectors: 2 lanes of f64
    F64X2_PROMOTE_LOW_F32X4(0xFD005F, "f64x2.promote_low_f32x4", "v_v"),
    F64X2_CEIL(0xFD0074, "f64x2.ceil", "v_v"),
    F64X2_FLOOR(0xFD0075, "f64x2.floor", "v_v"),
    F64X2_TRUNC(0xFD007A, "f64x2.trunc", "v_v"),
    F64X2_NEAREST(0xFD0094, "f64x2.nearest", "v_v"),
    F64X2_ABS(0xFD00EC, "f64x2.abs", "v_v"),
    F64X2_NEG(0xFD00ED, "f64x2.neg", "v_v"),
    F64X2_SQRT(0xFD00EF, "f64x2.sqrt", "v_v"),
    F64X2_ADD(0xFD00F0, "f64x2.add", "vv_v"),
    F64X2_SUB(0xFD00F1, "f64x2.sub", "vv_v"),
    F64X2_MUL(0xFD00F2, "f64x2.mul", "vv_v"),
    F64X2_DIV(0xFD00F3, "f64x2.div", "vv_v"),
    F64X2_MIN(0xFD00F4, "f64x2.min", "vv_v"),
    F64X2_MAX(0xFD00F5, "f64x2.max", "vv_v"),
    F64X2_PMIN(0xFD00F6, "f64x2.pmin", "vv_v"),
    F64X2_PMAX(0xFD00F7, "f64x2.pmax", "vv_v"),
    F64X2_CONVERT_LOW_I32X4_S(0xFD00FE, "f64x2.convert_low_i32x4_s", "v_v"),
    F64X2_CONVERT_LOW_I32X4_U(0xFD00FF, "f64x2.convert_low_i32x4_u", "v_v"),

    // Vectors: relaxed instructions, of whose allowed results habu takes the one that is the same everywhere
    I8X16_RELAXED_SWIZZLE(
            0xFD0100, "i8x16.relaxed_swizzle", Immediates.NONE, "vv_v", ops(vector("I8x16Ops", "swizzle", "vv_v"))),
    I32X4_RELAXED_TRUNC_F32X4_S(
            0xFD0101,
            "i32x4.relaxed_trunc_f32x4_s",
            Immediates.NONE,
            "v_v",
            ops(vector("I32x4Ops", "truncSatF32x4S", "v_v"))),
    I32X4_RELAXED_TRUNC_F32X4_U(
            0xFD0102,
            "i32x4.relaxed_trunc_f32x4_u",
            Immediates.NONE,
            "v_v",
            ops(vector("I32x4Ops", "truncSatF32x4U", "v_v"))),
    I32X4_RELAXED_TRUNC_F64X2_S_ZERO(
            0xFD0103,
            "i32x4.relaxed_trunc_f64x2_s_zero",
            Immediates.NONE,
            "v_v",
            ops(vector("I32x4Ops", "truncSatF64x2SZero", "v_v"))),
    I32X4_RELAXED_TRUNC_F64X2_U_ZERO(
            0xFD0104,
            "i32x4.relaxed_trunc_f64x2_u_zero",
            Immediates.NONE,
            "v_v",
            ops(vector("I32x4Ops", "truncSatF64x2UZero", "v_v"))),
    F32X4_RELAXED_MADD(0xFD0105, "f32x4.relaxed_madd", "vvv_v"),
    F32X4_RELAXED_NMADD(0xFD0106, "f32x4.relaxed_nmadd", "vvv_v"),
    F64X2_RELAXED_MADD(0xFD0107, "f64x2.relaxed_madd", "vvv_v"),
    F64X2_RELAXED_NMADD(0xFD0108, "f64x2.relaxed_nmadd", "vvv_v"),
    I8X16_RELAXED_LANESELECT(
            0xFD0109,
            "i8x16.relaxed_laneselect",
            Immediates.NONE,
            "vvv_v",
            ops(vector("V128Ops", "bitselect", "vvv_v"))),
    I16X8_RELAXED_LANESELECT(
            0xFD010A,
            "i16x8.relaxed_laneselect",
            Immediates.NONE,
            "vvv_v",
            ops(vector("V128Ops", "bitselect", "vvv_v"))),
    I32X4_RELAXED_LANESELECT(
            0xFD010B,
            "i32x4.relaxed_laneselect",
            Immediates.NONE,
            "vvv_v",
            ops(vector("V128Ops", "bitselect", "vvv_v"))),
    I64X2_RELAXED_LANESELECT(
            0xFD010C,
            "i64x2.relaxed_laneselect",
            Immediates.NONE,
            "vvv_v",
            ops(vector("V128Ops", "bitselect", "vvv_v"))),
    F32X4_RELAXED_MIN(0xFD010D, "f32x4.relaxed_min", Immediates.NONE, "vv_v", ops(vector("F32x4Ops", "min", "vv_v"))),
    F32X4_RELAXED_MAX(0xFD010E, "f32x4.relaxed_max", Immediates.NONE, "vv_v", ops(vector("F32x4Ops", "max", "vv_v"))),
    F64X2_RELAXED_MIN(0xFD010F, "f64x2.relaxed_min", Immediates.NONE, "vv_v", ops(vector("F64x2Ops", "min", "vv_v"))),
    F64X2_RELAXED_MAX(0xFD0110, "f64x2.relaxed_max", Immediates.NONE, "vv_v", ops(vector("F64x2Ops", "max", "vv_v"))),
    I16X8_RELAXED_Q15MULR_S(
            0xFD0111,
            "i16x8.relaxed_q15mulr_s",
            Immediates.NONE,
            "vv_v",
            ops(vector("I16x8Ops", "q15mulrSatS", "vv_v"))),
    I16X8_RELAXED_DOT_I8X16_I7X16_S(0xFD0112, "i16x8.relaxed_dot_i8x16_i7x16_s", "vv_v"),
    I32X4_RELAXED_DOT_I8X16_I7X16_ADD_S(0xFD0113, "i32x4.relaxed_dot_i8x16_i7x16_add_s", "vvv_v");

    /** Opcodes that are one byte. */
    private static final Instruction[] ONE_BYTE = new Instruction[256];

    private static final Map<Integer, Instruction> PREFIXED = new HashMap<>();

    private static final Map<String, Instruction> NAMED = new HashMap<>();

    static {
        for (Instruction i : values()) {
            NAMED.putIfAbsent(i.text, i);
            if (i.opcode < 256) {
                ONE_BYTE[i.opcode] = i;
            } else {
                PREFIXED.put(i.opcode, i);
            }
        }
    }

    private final int opcode;
    private final String text;
    private final Immediates immediates;
    /** By which of the memories or tables named have 64-bit addresses, see {@link #operands(int)}. */
    private final List<List<ValueType>> operands;

    private final List<List<ValueType>> results;
    private final Emission emission;
    private final int accessSize;

    Instruction(int opcode, String text, Immediates immediates, String stackType, Emission emission) {
        this.opcode = opcode;
        this.text = switch (text) {
            case "select_t" -> "select";
            case "ref.test_null" -> "ref.test";
            case "ref.cast_null" -> "ref.cast";
            default -> text;
        };
        this.immediates = immediates;
        this.operands = stackType == null ? null : StackTypes.of(stackType.substring(0, stackType.indexOf('_')));
        this.results = stackType == null ? null : StackTypes.of(stackType.substring(stackType.indexOf('_') + 1));
        this.emission = emission;
        this.accessSize = immediates == Immediates.MEMORY_ARGUMENT || immediates == Immediates.MEMORY_ARGUMENT_AND_LANE
                ? accessSize(text)
                : 0;
    }

    /** A vector instruction without immediates: a call of the method of its name in the class of its shape. */
    Instruction(int opcode, String text, String stackType) {
        this(opcode, text, Immediates.NONE, stackType, ops(vector(text, stackType)));
    }

    /** A vector instruction with a lane index: the same, with the index as the last argument. */
    Instruction(int opcode, String text, String stackType, Immediates lane) {
        this(opcode, text, lane, stackType, new Emission.WithLane(vector(text, stackType.replace("_", "i_"))));
    }

    /** The instruction with an opcode, or null if there is none; a prefix byte counts as the bits from 16 up. */
    public static Instruction of(int opcode) {
        return opcode < 256 ? ONE_BYTE[opcode] : PREFIXED.get(opcode);
    }

    /** The instruction with a name in the text format, or null if there is none; of rows with one name the first. */
    public static Instruction of(String text) {
        return NAMED.get(text);
    }

    /** Whether a byte begins a two-part opcode. */
    public static boolean isPrefix(int code) {
        return code >= 0xFB && code <= 0xFE;
    }

    /** The opcode; a prefix byte counts as the bits from 16 up. */
    public int opcode() {
        return opcode;
    }

    /** The name in the text format. */
    public String text() {
        return text;
    }

    /** What follows the opcode. */
    public Immediates immediates() {
        return immediates;
    }

    /** Whether control never reaches the place behind it. */
    public boolean endsFlow() {
        return switch (this) {
            case UNREACHABLE, BR, BR_TABLE, RETURN, THROW, RETHROW, THROW_REF -> true;
            default -> false;
        };
    }

    /** Whether it begins a block. */
    public boolean opensBlock() {
        return immediates == Immediates.BLOCK_TYPE || immediates == Immediates.BLOCK_TYPE_AND_CATCHES;
    }

    /** What it pops, the top last, if no memory or table has 64-bit addresses; null where it depends on the immediates or the surroundings. */
    public List<ValueType> operands() {
        return operands == null ? null : operands.getFirst();
    }

    /** As {@link #operands()}; bit 0 of {@code wide} says that the first memory or table it names has 64-bit addresses, bit 1 that the second has. */
    public List<ValueType> operands(int wide) {
        return operands.get(wide);
    }

    /** What it pushes, if no memory or table has 64-bit addresses; null exactly where {@link #operands} is. */
    public List<ValueType> results() {
        return results == null ? null : results.getFirst();
    }

    /** As {@link #results()}, with the meaning of {@code wide} as for the operands. */
    public List<ValueType> results(int wide) {
        return results.get(wide);
    }

    /** How it becomes bytecode. */
    public Emission emission() {
        return emission;
    }

    /** How many lanes its lane index chooses from; 0 if it has none. */
    public int lanes() {
        return switch (immediates) {
            case LANE -> Integer.parseInt(text.substring(text.indexOf('x') + 1, text.indexOf('.')));
            case LANES -> 32;
            case MEMORY_ARGUMENT_AND_LANE -> 16 / accessSize;
            default -> 0;
        };
    }

    /** How many bytes a load or store touches; 0 for all others. */
    public int accessSize() {
        return accessSize;
    }

    /** A number in a load's or store's name is its width in bits, two of them multiply; without one the type says it. */
    private static int accessSize(String text) {
        Matcher width = Pattern.compile(
                        "^[a-z]+(?<type>\\d+)?\\..*(load|store|rmw|wait|notify)(?<width>\\d+)?(x(?<lanes>\\d))?")
                .matcher(text);
        if (!width.find()) {
            throw new AssertionError(text);
        }
        if (width.group("width") == null) {
            return width.group("type") == null ? 4 : Integer.parseInt(width.group("type")) / 8;
        }
        String lanes = width.group("lanes");
        return Integer.parseInt(width.group("width")) * (lanes == null ? 1 : Integer.parseInt(lanes)) / 8;
    }
}

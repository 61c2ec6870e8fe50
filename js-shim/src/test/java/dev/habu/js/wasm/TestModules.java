package dev.habu.js.wasm;

/** Modules for the tests: each binary below its text, from which wabt 1.0.39 made it. */
final class TestModules {
    /**
     * Values, memory, table and global across the border.
     *
     * <pre>{@code
     * (module
     *   (import "js" "ii" (func $ii (param i32 i32) (result i32)))
     *   (import "js" "any" (func $any (param i32 i64 f32 f64 externref funcref) (result externref)))
     *   (import "js" "pair" (func $pair (result i32 f64)))
     *   (func $add (export "add") (param i32 i32) (result i32)
     *     (i32.add (local.get 0) (local.get 1)))
     *   (func (export "callII") (param i32 i32) (result i32)
     *     (call $ii (local.get 0) (local.get 1)))
     *   (func (export "callAny") (param i32 i64 f32 f64 externref funcref) (result externref)
     *     (call $any (local.get 0) (local.get 1) (local.get 2) (local.get 3) (local.get 4) (local.get 5)))
     *   (func (export "callPair") (result i32 f64) (call $pair))
     *   (func (export "swap") (param i64 f32) (result f32 i64) (local.get 1) (local.get 0))
     *   (func (export "self") (result funcref) (ref.func $add))
     *   (func (export "isNull") (param externref) (result i32) (ref.is_null (local.get 0)))
     *   (func (export "trap") unreachable)
     *   (func (export "divide") (param i32 i32) (result i32) (i32.div_s (local.get 0) (local.get 1)))
     *   (func $deep (export "deep") (param i32) (result i32)
     *     (if (result i32) (local.get 0)
     *       (then (i32.add (i32.const 1) (call $deep (i32.sub (local.get 0) (i32.const 1)))))
     *       (else (i32.const 0))))
     *   (func (export "loop") (param i32) (result i32) (local i32)
     *     (loop $again
     *       (local.set 1 (call $ii (local.get 1) (local.get 0)))
     *       (br_if $again (local.tee 0 (i32.sub (local.get 0) (i32.const 1)))))
     *     (local.get 1))
     *   (memory (export "memory") 1 3)
     *   (func (export "growMemory") (param i32) (result i32) (memory.grow (local.get 0)))
     *   (func (export "load") (param i32) (result i32) (i32.load8_u (local.get 0)))
     *   (table (export "table") 4 funcref)
     *   (elem (i32.const 1) $add $deep $ii)
     *   (func (export "callTable") (param i32 i32 i32) (result i32)
     *     (call_indirect (param i32 i32) (result i32) (local.get 1) (local.get 2) (local.get 0)))
     *   (global (export "counter") (mut i64) (i64.const 9))
     *   (export "memory2" (memory 0))
     *   (export "ii" (func $ii)))
     * }</pre>
     */
    static final String BORDER = """
            0061736d0100000001350960027f7f017f60067f7e7d7c6f70016f6000027f7c60027e7d027d7e6000017060016f017f
            60000060017f017f60037f7f7f017f021c03026a730269690000026a7303616e790001026a7304706169720002030f0e
            00000102030405060007070707080404017000040504010101030606017e0142090b07a401130361646400030663616c
            6c494900040763616c6c416e7900050863616c6c506169720006047377617000070473656c6600080669734e756c6c00
            090474726170000a06646976696465000b0464656570000c046c6f6f70000d066d656d6f727902000a67726f774d656d
            6f7279000e046c6f6164000f057461626c6501000963616c6c5461626c65001007636f756e7465720300076d656d6f72
            7932020002696900000909010041010b03030c000a91010e0700200020016a0b08002000200110000b10002000200120
            0220032004200510010b040010020b0600200120000b0400d2030b05002000d10b0300000b0700200020016d0b140020
            00047f4101200041016b100c6a0541000b0b1a01017f03402001200010002101200041016b22000d000b20010b060020
            0040000b070020002d00000b0b002001200220001100000b
            """;

    /**
     * Exceptions across the border.
     *
     * <pre>{@code
     * (module
     *   (import "js" "act" (func $act))
     *   (import "js" "tag" (tag $t (param i32)))
     *   (tag $own (export "own") (param i32 externref))
     *   (func (export "throwOwn") (param i32 externref) (throw $own (local.get 0) (local.get 1)))
     *   (func (export "catchTag") (result i32)
     *     (try (result i32) (do (call $act) (i32.const -1)) (catch $t)))
     *   (func (export "catchAll") (result i32)
     *     (try (result i32) (do (call $act) (i32.const 0)) (catch_all (i32.const 1))))
     *   (func (export "rethrow")
     *     (try (do (call $act)) (catch_all (rethrow 0))))
     *   (func (export "pass") (call $act))
     *   (func (export "unreachable") unreachable))
     * }</pre>
     */
    static final String EXCEPTIONS = """
            0061736d0100000001110460000060017f0060027f6f006000017f021402026a73036163740000026a73037461670400
            010307060203030000000d03010002074707036f776e0401087468726f774f776e000108636174636854616700020863
            61746368416c6c00030772657468726f770004047061737300050b756e726561636861626c6500060a37060800200020
            0108010b0b00067f1000417f07000b0b0c00067f100041001941010b0b0a00064010001909000b0b040010000b030000
            0b
            """;

    /**
     * Imports that suspend.
     *
     * <pre>{@code
     * (module
     *   (import "js" "wait" (func $wait (param externref) (result externref)))
     *   (import "js" "plain" (func $plain (param externref) (result externref)))
     *   (func (export "wait") (param externref) (result externref) (call $wait (local.get 0)))
     *   (func (export "twice") (param externref) (result externref) (call $wait (call $wait (local.get 0))))
     *   (func $deep (export "deep") (param i32 externref) (result externref)
     *     (if (result externref) (local.get 0)
     *       (then (call $deep (i32.sub (local.get 0) (i32.const 1)) (local.get 1)))
     *       (else (call $wait (local.get 1)))))
     *   (func (export "plain") (param externref) (result externref) (call $plain (local.get 0)))
     *   (func (export "caught") (param externref) (result i32)
     *     (try (result i32) (do (drop (call $wait (local.get 0))) (i32.const 0)) (catch_all (i32.const 1)))))
     * }</pre>
     */
    static final String SUSPENSION = """
            0061736d0100000001110360016f016f60027f6f016f60016f017f021602026a7304776169740000026a7305706c6169
            6e000003060500000100020728050477616974000205747769636500030464656570000405706c61696e000506636175
            67687400060a3e050600200010000b08002000100010000b15002000046f200041016b2001100405200110000b0b0600
            200010010b0f00067f200010001a41001941010b0b
            """;

    private TestModules() {}
}

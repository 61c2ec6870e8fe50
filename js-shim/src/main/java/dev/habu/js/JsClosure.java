package dev.habu.js;

import com.oracle.truffle.api.frame.Frame;
import com.oracle.truffle.api.frame.FrameDescriptor;
import com.oracle.truffle.api.strings.TruffleString;
import com.oracle.truffle.js.nodes.access.ScopeFrameNode;
import com.oracle.truffle.js.runtime.JSFrameUtil;
import com.oracle.truffle.js.runtime.builtins.JSFunctionObject;

/** The variables around a JavaScript function, for Java code that knows the function's script. Loop thread only. */
public final class JsClosure {
    private JsClosure() {}

    /**
     * The value of a variable that the function could read: of the innermost scope that has one of the name and that a function keeps.
     *
     * @param function a function of a script that uses variables around it: the engine gives others no scope
     * @return the value now, null if there is no such variable or it has none yet
     */
    @SuppressWarnings("ReferenceEquality") // The frame that stands for none is one object.
    public static Object variable(Object function, String name) {
        if (!(function instanceof JSFunctionObject object)) {
            return null;
        }
        Object wanted = JsValues.string(name);
        Frame frame = object.getEnclosingFrame();
        while (frame != null && frame != JSFrameUtil.NULL_MATERIALIZED_FRAME) {
            FrameDescriptor slots = frame.getFrameDescriptor();
            for (int i = 0; i < slots.getNumberOfSlots(); i++) {
                if (slots.getSlotName(i) instanceof TruffleString slot && slot.equals(wanted)) {
                    return frame.getValue(i);
                }
            }
            frame = parent(frame);
        }
        return null;
    }

    private static Frame parent(Frame frame) {
        // A block without a parent is the outermost one that its function keeps.
        return ScopeFrameNode.isBlockScopeFrame(frame) && frame.getValue(0) instanceof Frame block
                ? block
                : JSFrameUtil.getParentFrame(frame);
    }
}

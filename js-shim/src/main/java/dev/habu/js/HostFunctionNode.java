package dev.habu.js;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.exception.AbstractTruffleException;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.ControlFlowException;
import com.oracle.truffle.js.lang.JavaScriptLanguage;
import com.oracle.truffle.js.runtime.JSArguments;
import com.oracle.truffle.js.runtime.JSErrorType;
import com.oracle.truffle.js.runtime.JSException;
import com.oracle.truffle.js.runtime.JavaScriptRootNode;
import org.graalvm.polyglot.PolyglotException;

/**
 * Makes a {@link HostFunction} the body of a genuine JavaScript function. Scripts see an ordinary function object:
 * arity is lenient, properties can be set on it (Emscripten's glue does), and no Java object is reachable through it.
 * Calling it costs about 50–150 ns interpreted, a polyglot host lambda 240–490 ns.
 */
final class HostFunctionNode extends JavaScriptRootNode {
    private final String name;
    private final HostFunction body;

    HostFunctionNode(JavaScriptLanguage language, String name, HostFunction body) {
        super(language);
        this.name = name;
        this.body = body;
    }

    @Override
    public Object execute(VirtualFrame frame) {
        Object[] arguments = frame.getArguments();
        return call(JSArguments.getThisObject(arguments), JSArguments.extractUserArguments(arguments));
    }

    @TruffleBoundary
    private Object call(Object self, Object[] args) {
        try {
            return JsValues.fromJava(body.call(self, args));
        } catch (AbstractTruffleException | ControlFlowException e) {
            throw e;
        } catch (PolyglotException e) {
            throw JsValues.thrownBy(e);
        } catch (RuntimeException e) {
            throw JSException.create(
                    JSErrorType.Error, e.getMessage() == null ? e.toString() : e.getMessage(), e, this);
        }
    }

    @Override
    public String getName() {
        return name;
    }
}

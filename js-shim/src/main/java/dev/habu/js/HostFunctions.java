package dev.habu.js;

import com.oracle.truffle.api.CallTarget;
import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.exception.AbstractTruffleException;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.ControlFlowException;
import com.oracle.truffle.api.object.Shape;
import com.oracle.truffle.api.strings.TruffleString;
import com.oracle.truffle.js.lang.JavaScriptLanguage;
import com.oracle.truffle.js.runtime.JSArguments;
import com.oracle.truffle.js.runtime.JSErrorType;
import com.oracle.truffle.js.runtime.JSException;
import com.oracle.truffle.js.runtime.JSFrameUtil;
import com.oracle.truffle.js.runtime.JSRealm;
import com.oracle.truffle.js.runtime.JavaScriptRootNode;
import com.oracle.truffle.js.runtime.builtins.JSFunction;
import com.oracle.truffle.js.runtime.builtins.JSFunctionData;
import com.oracle.truffle.js.runtime.builtins.JSFunctionObject;
import com.oracle.truffle.js.runtime.builtins.JSObjectFactory;
import com.oracle.truffle.js.runtime.objects.JSAttributes;
import com.oracle.truffle.js.runtime.objects.JSDynamicObject;
import com.oracle.truffle.js.runtime.objects.JSObjectUtil;
import org.graalvm.polyglot.PolyglotException;

/**
 * Makes {@link HostFunction}s the bodies of genuine JavaScript functions. Scripts see ordinary function objects:
 * arity is lenient, properties can be set on them (Emscripten's glue does), and no Java object is reachable through them.
 * Calling one costs about 50–150 ns interpreted, a polyglot host lambda 240–490 ns.
 *
 * <p>A body belongs to its function object, not to the code that is called: parsed scripts are shared by all realms of a process, and
 * where they call functions they remember the code. Through it they would keep the realms of interpreters that have long ended.
 */
final class HostFunctions {
    private static final class Function extends JSFunctionObject {
        private final HostFunction body;

        Function(HostFunctions functions, JSFunctionData data, HostFunction body) {
            super(
                    functions.shape,
                    functions.prototype,
                    data,
                    JSFrameUtil.NULL_MATERIALIZED_FRAME,
                    functions.realm,
                    JSFunction.CLASS_PROTOTYPE_PLACEHOLDER);
            this.body = body;
        }
    }

    private static final class Code extends JavaScriptRootNode {
        Code(JavaScriptLanguage language) {
            super(language);
        }

        @Override
        public Object execute(VirtualFrame frame) {
            return call(frame.getArguments());
        }

        @TruffleBoundary
        private Object call(Object[] arguments) {
            HostFunction body = ((Function) JSArguments.getFunctionObject(arguments)).body;
            try {
                return JsValues.fromJava(
                        body.call(JSArguments.getThisObject(arguments), JSArguments.extractUserArguments(arguments)));
            } catch (AbstractTruffleException | ControlFlowException e) {
                throw e;
            } catch (PolyglotException e) {
                throw JsValues.thrownBy(e);
            } catch (RuntimeException e) {
                throw JSException.create(
                        JSErrorType.Error, e.getMessage() == null ? e.toString() : e.getMessage(), e, this);
            }
        }
    }

    private final JSRealm realm;
    private final JSDynamicObject prototype;
    private final JSObjectFactory factory;
    private final Shape shape;
    private final CallTarget code;

    HostFunctions(JSRealm realm) {
        this.realm = realm;
        prototype = realm.getFunctionPrototype();
        factory = JSObjectFactory.createUnbound(
                realm.getContext(), JSFunction.makeFunctionShape(realm.getContext(), null, false, false));
        shape = factory.getShape(realm, prototype);
        code = new Code(JavaScriptLanguage.getCurrentLanguage()).getCallTarget();
    }

    /** A function that cannot be constructed; {@code name} and {@code length} are its properties. */
    JSFunctionObject make(String name, int length, HostFunction body) {
        JSFunctionData data =
                JSFunctionData.createCallOnly(realm.getContext(), code, length, (TruffleString) JsValues.string(name));
        Function function = new Function(this, data, body);
        factory.initProto(function, realm, prototype);
        int attributes = JSAttributes.configurableNotEnumerableNotWritable();
        JSObjectUtil.putProxyProperty(function, JSFunction.LENGTH, JSFunction.LENGTH_PROXY, attributes);
        JSObjectUtil.putProxyProperty(function, JSFunction.NAME, JSFunction.NAME_PROXY, attributes);
        return function;
    }

    static HostFunction bodyOf(Object function) {
        return function instanceof Function made ? made.body : null;
    }
}

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The transcendental functions of the platform's C library, in one place.
enum RealFunction {
    static func sin(_ x: Double) -> Double { platformSin(x) }
    static func cos(_ x: Double) -> Double { platformCos(x) }
    static func tan(_ x: Double) -> Double { platformTan(x) }
    static func log(_ x: Double) -> Double { platformLog(x) }

    /// Hyperbolic tangent as a rational function, within 1e-3: its shape is what matters to FastICA, not its digits.
    ///
    /// The continued fraction of tanh cut after x^7; beyond 4.97 it has reached 1.
    static func tanhShape(_ x: Double) -> Double {
        let clamped = min(max(x, -4.97), 4.97)
        let square = clamped * clamped
        let top = clamped * (135_135 + square * (17_325 + square * (378 + square)))
        return top / (135_135 + square * (62_370 + square * (3150 + square * 28)))
    }
}

private func platformSin(_ x: Double) -> Double { sin(x) }
private func platformCos(_ x: Double) -> Double { cos(x) }
private func platformTan(_ x: Double) -> Double { tan(x) }
private func platformLog(_ x: Double) -> Double { log(x) }

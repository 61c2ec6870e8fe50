package dev.habu.worker.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class CompatibilityFlagsTest {
    @Test
    void dateOfTheTalkImpliesNothing() {
        assertEquals(
                Map.of("python_workers", "listed"),
                at("2024-03-29", "python_workers").enabled());
    }

    @Test
    void flagHoldsFromItsDateOn() {
        assertFalse(at("2025-08-13", "python_workers").isEnabled("python_no_global_handlers"));
        assertTrue(at("2025-08-14", "python_workers").isEnabled("python_no_global_handlers"));
    }

    @Test
    void flagIsOnlyImpliedTogetherWithTheOneItNeeds() {
        assertTrue(at("2025-10-16", "python_workers").isEnabled("python_dedicated_snapshot"));
        assertFalse(at("2025-10-16", "python_workers", "no_python_workers_20250116")
                .isEnabled("python_dedicated_snapshot"));
        assertFalse(at("2025-10-16").isEnabled("python_workers_20250116"));
    }

    @Test
    void listedFlagNeedsNoDateAndADisabledOneIsOff() {
        assertTrue(
                at("2024-03-29", "python_workers", "python_no_global_handlers").isEnabled("python_no_global_handlers"));
        assertFalse(at("2026-01-01", "python_workers", "disable_python_no_global_handlers")
                .isEnabled("python_no_global_handlers"));
    }

    @Test
    void theNewestReleaseFlagDecidesWhichPythonRuns() {
        assertEquals(
                "Python 3.12.1 (Pyodide 0.26.4): flag python_workers, listed",
                PythonLine.of(at("2025-09-28", "python_workers"), null).toString());
        assertEquals(
                "Python 3.13.2 (Pyodide 0.28.3): flag python_workers_20250116, since 2025-09-29",
                PythonLine.of(at("2025-09-29", "python_workers"), null).toString());
        assertEquals(
                "Python 3.14.2 (Pyodide 314.0.7): flag python_workers_20260610, listed",
                PythonLine.of(at("2024-03-29", "python_workers", "python_workers_20260610"), null)
                        .toString());
        assertEquals(
                "Python 3.14.2 (Pyodide 314.0.7): --pyodide 314",
                PythonLine.of(at("2024-03-29", "python_workers"), "314").toString());
    }

    private static CompatibilityFlags at(String date, String... listed) {
        return CompatibilityFlags.of(LocalDate.parse(date), List.of(listed));
    }
}

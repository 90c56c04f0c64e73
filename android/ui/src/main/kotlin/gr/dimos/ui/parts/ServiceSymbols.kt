package gr.dimos.ui.parts

import androidx.compose.ui.graphics.vector.ImageVector
import gr.dimos.app.Tab
import gr.dimos.app.Tone

/** The picture of a symbol name of the city pack. */
fun serviceSymbol(name: String): ImageVector = when (name) {
    "sofa" -> Symbols.Bulky
    "lamp" -> Symbols.Lamp
    "bin" -> Symbols.Bin
    "road" -> Symbols.Road
    "pavement" -> Symbols.Pavement
    "wheelchair" -> Symbols.Wheelchair
    "drop" -> Symbols.Drop
    "tree" -> Symbols.Tree
    "playground" -> Symbols.Playground
    "signal" -> Symbols.Signal
    "car" -> Symbols.Car
    "building" -> Symbols.Building
    "paw" -> Symbols.Paw
    "bench" -> Symbols.Bench
    "landmark" -> Symbols.Landmark
    "noise" -> Symbols.Noise
    else -> Symbols.Other
}

/** The picture of a tab. */
fun tabSymbol(tab: Tab): ImageVector = when (tab) {
    Tab.REPORT -> Symbols.Report
    Tab.MY_REPORTS -> Symbols.MyReports
    Tab.MY_CITY -> Symbols.Map
    Tab.PAY -> Symbols.Payments
    Tab.CREW -> Symbols.Crew
    Tab.SETTINGS -> Symbols.Settings
}

/** The picture of a tone, so that a colour never says anything alone. */
fun toneSymbol(tone: Tone): ImageVector = when (tone) {
    Tone.INFO -> Symbols.Info
    Tone.GOOD -> Symbols.Check
    Tone.WARNING -> Symbols.Warning
    Tone.DANGER -> Symbols.Danger
}

package gr.dimos.script

import gr.dimos.app.ViewModel
import gr.dimos.script.generated.MASKS
import java.lang.reflect.Modifier
import java.util.Locale

/** A line for each leaf of a view model, path and value, by path: as `tests/script` makes them of the core's own. */
fun outline(view: ViewModel): Map<String, String> = sortedMapOf<String, String>().also { walk("", view, it) }

/** The outline as it is kept and compared: without what is never the same twice. */
fun masked(outline: Map<String, String>): String =
    MASKS.fold(outline.entries.joinToString("") { (path, value) -> "$path = $value\n" }) { text, (pattern, instead) ->
        Regex(pattern).replace(text, instead)
    }

private fun walk(path: String, value: Any?, lines: MutableMap<String, String>) {
    when (value) {
        null -> lines[path] = "none"
        is String -> lines[path] = quoted(value)
        is Boolean -> lines[path] = "$value"
        is Double, is Float -> lines[path] = "%.5f".format(Locale.ROOT, (value as Number).toDouble())
        is Number -> lines[path] = "$value"
        is Enum<*> -> lines[path] = quoted(value.name.lowercase())
        is List<*> -> list(path, value, lines)
        else -> record(path, value, lines)
    }
}

private fun list(path: String, items: List<*>, lines: MutableMap<String, String>) {
    if (items.isEmpty()) lines[path] = "[]"
    items.forEachIndexed { index, item -> walk("$path[$index]", item, lines) }
}

private fun record(path: String, value: Any, lines: MutableMap<String, String>) {
    val type = value.javaClass
    check(type.packageName == "gr.dimos.app") { "$path is a $type, which no outline knows" }
    val case = type.simpleName.takeIf { type.superclass == type.enclosingClass }
    val here = if (case == null) path else "$path.${snake(case)}"
    for (field in type.declaredFields.filterNot { Modifier.isStatic(it.modifiers) }) {
        field.isAccessible = true
        walk(if (here.isEmpty()) snake(field.name) else "$here.${snake(field.name)}", field[value], lines)
    }
}

/** `MyReports` and `myReports` as `my_reports`. */
private fun snake(name: String) = name.replace(Regex("(?<=.)\\p{Lu}"), "_$0").lowercase()

private fun quoted(text: String) =
    "\"${text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n")}\""

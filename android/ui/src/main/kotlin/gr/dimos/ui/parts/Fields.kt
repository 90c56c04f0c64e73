package gr.dimos.ui.parts

import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.text.KeyboardActions
import androidx.compose.foundation.text.KeyboardOptions
import androidx.compose.material3.Icon
import androidx.compose.material3.OutlinedTextField
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.remember
import androidx.compose.runtime.setValue
import androidx.compose.ui.Modifier
import androidx.compose.ui.graphics.vector.ImageVector
import androidx.compose.ui.semantics.error
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.text.TextRange
import androidx.compose.ui.text.input.ImeAction
import androidx.compose.ui.text.input.KeyboardType
import androidx.compose.ui.text.input.TextFieldValue
import androidx.compose.ui.text.input.VisualTransformation
import gr.dimos.app.Field

/** A text field of the core: its name, what is in it, what is wrong with it, how much fits still. */
@Composable
fun DimosField(
    field: Field,
    onType: (String) -> Unit,
    modifier: Modifier = Modifier,
    lines: Int = 1,
    icon: ImageVector? = null,
    keyboard: KeyboardType = KeyboardType.Text,
    done: ImeAction = ImeAction.Default,
    onDone: (() -> Unit)? = null,
    transformation: VisualTransformation = VisualTransformation.None,
    trailing: (@Composable () -> Unit)? = null,
) {
    val typing = remember { Typing(field.value) }
    typing.told(field.value)
    val below = field.error ?: field.remaining
    OutlinedTextField(
        value = typing.shown,
        onValueChange = { if (typing.typed(it)) onType(it.text) },
        modifier = modifier.fillMaxWidth().semantics { field.error?.let { error(it) } },
        label = { Text(field.label) },
        placeholder = field.hint.takeIf { it.isNotBlank() }?.let { { Text(it) } },
        leadingIcon = icon?.let { { Icon(it, contentDescription = null) } },
        trailingIcon = trailing,
        supportingText = below?.let { { Text(it) } },
        isError = field.error != null,
        singleLine = lines == 1,
        minLines = lines,
        visualTransformation = transformation,
        keyboardOptions = KeyboardOptions(keyboardType = keyboard, imeAction = done),
        keyboardActions = KeyboardActions(onAny = { onDone?.invoke() }),
    )
}

/**
 * What is in a field while the core answers later than fingers type: the letters and the cursor are the field's own,
 * and the core's value replaces them only when it is none that was typed here.
 */
internal class Typing(value: String) {
    var shown by mutableStateOf(TextFieldValue(value, TextRange(value.length)))
        private set
    private var known = value
    private val underway = ArrayDeque<String>()

    /** The person typed; says whether the text is another. */
    fun typed(next: TextFieldValue): Boolean {
        val changed = next.text != shown.text
        shown = next
        if (changed) underway.addLast(next.text)
        return changed
    }

    /** The core's value, with every view. */
    fun told(value: String) {
        if (value == known) return
        known = value
        val echo = underway.lastIndexOf(value)
        if (echo >= 0) {
            repeat(echo + 1) { underway.removeFirst() }
        } else {
            underway.clear()
            if (value != shown.text) shown = TextFieldValue(value, TextRange(value.length))
        }
    }
}

package gr.dimos.ui.parts

import androidx.compose.foundation.clickable
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.heightIn
import androidx.compose.foundation.layout.padding
import androidx.compose.material3.HorizontalDivider
import androidx.compose.material3.Icon
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.saveable.rememberSaveable
import androidx.compose.runtime.setValue
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.semantics.Role
import androidx.compose.ui.semantics.collapse
import androidx.compose.ui.semantics.contentDescription
import androidx.compose.ui.semantics.expand
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.unit.dp
import gr.dimos.app.OptionView

/** Why a job could not be done: folded away, so that nobody gives one back by a slip of the finger. */
@Composable
fun CannotDo(reasons: List<OptionView>, choose: (String) -> Unit) {
    if (reasons.isEmpty()) return
    var unfolded by rememberSaveable { mutableStateOf(false) }
    Panel {
        val row = Modifier.fillMaxWidth().heightIn(min = 48.dp)
        Row(
            row.clickable(role = Role.Button) { unfolded = !unfolded }.semantics {
                if (unfolded) collapse { unfolded = false; true } else expand { unfolded = true; true }
            },
            Arrangement.SpaceBetween,
            Alignment.CenterVertically,
        ) {
            Text(heading(reasons), Modifier.weight(1f), style = MaterialTheme.typography.titleMedium)
            Icon(if (unfolded) Symbols.Up else Symbols.Down, null)
        }
        if (unfolded) for (reason in reasons) {
            HorizontalDivider()
            Row(
                row.clickable(role = Role.Button) { choose(reason.code) }
                    .semantics { contentDescription = reason.spoken },
                verticalAlignment = Alignment.CenterVertically,
            ) {
                Text(reason.label, Modifier.weight(1f).padding(vertical = 8.dp))
                Icon(Symbols.Chevron, null)
            }
        }
    }
}

/** What all reasons have in common where they are said in full: "Could not be done". */
private fun heading(reasons: List<OptionView>): String =
    reasons.map { it.spoken.removeSuffix(it.label) }.reduce { one, other -> one.commonPrefixWith(other) }
        .trim().trimEnd(':').ifEmpty { reasons.first().spoken }

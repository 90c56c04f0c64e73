package gr.dimos.ui.report

import androidx.compose.foundation.lazy.LazyListScope
import androidx.compose.foundation.lazy.items
import androidx.compose.material3.DatePicker
import androidx.compose.material3.DatePickerDialog
import androidx.compose.material3.ExperimentalMaterial3Api
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.material3.TextButton
import androidx.compose.material3.rememberDatePickerState
import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.saveable.rememberSaveable
import androidx.compose.runtime.setValue
import androidx.compose.ui.Modifier
import androidx.compose.ui.semantics.error
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.text.input.KeyboardType
import gr.dimos.app.Keyboard
import gr.dimos.app.QuestionView
import gr.dimos.app.ReportIntent
import gr.dimos.app.ReportView
import gr.dimos.ui.LocalWords
import gr.dimos.ui.parts.ChoiceList
import gr.dimos.ui.parts.DimosField
import gr.dimos.ui.parts.Section
import gr.dimos.ui.parts.SymbolButton
import gr.dimos.ui.parts.Symbols
import java.time.Instant
import java.time.LocalDate
import java.time.ZoneOffset
import java.time.format.DateTimeParseException

/** The service's questions. */
fun LazyListScope.questionsStep(report: ReportView, tell: (ReportIntent) -> Unit) {
    emergency(report, tell)
    items(report.questions, key = { it.code() }) { question ->
        Question(question) { tell(ReportIntent.Answer(question.code(), it)) }
    }
}

private fun QuestionView.code(): String = when (this) {
    is QuestionView.Choice -> code
    is QuestionView.Typed -> code
}

@Composable
private fun Question(question: QuestionView, onAnswer: (String) -> Unit) {
    when (question) {
        is QuestionView.Choice -> Section(question.label) {
            question.error?.let { wrong ->
                Text(
                    wrong,
                    Modifier.semantics { error(wrong) },
                    style = MaterialTheme.typography.bodyMedium,
                    color = MaterialTheme.colorScheme.error,
                )
            }
            ChoiceList(question.options, onAnswer)
        }
        is QuestionView.Typed -> when (question.keyboard) {
            Keyboard.TEXT -> DimosField(question.field, onAnswer, lines = 2)
            Keyboard.NUMBER -> DimosField(question.field, onAnswer, keyboard = KeyboardType.Number)
            Keyboard.PAST_DATE, Keyboard.FUTURE_DATE -> DateField(question, onAnswer)
        }
    }
}

/** A date, typed or chosen from a calendar. */
@OptIn(ExperimentalMaterial3Api::class)
@Composable
private fun DateField(question: QuestionView.Typed, onAnswer: (String) -> Unit) {
    var picking by rememberSaveable { mutableStateOf(false) }
    DimosField(question.field, onAnswer, keyboard = KeyboardType.Number, trailing = {
        SymbolButton(Symbols.Calendar, question.field.label, { picking = true })
    })
    if (!picking) return
    val state = rememberDatePickerState(initialSelectedDateMillis = milliseconds(question.field.value))
    DatePickerDialog(
        onDismissRequest = { picking = false },
        confirmButton = {
            TextButton(
                {
                    state.selectedDateMillis?.let { onAnswer(isoDate(it)) }
                    picking = false
                },
            ) { Text(LocalWords.current.done) }
        },
        dismissButton = { TextButton({ picking = false }) { Text(LocalWords.current.cancel) } },
    ) { DatePicker(state) }
}

private fun milliseconds(date: String): Long? = try {
    LocalDate.parse(date).atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli()
} catch (_: DateTimeParseException) {
    null
}

private fun isoDate(milliseconds: Long): String =
    Instant.ofEpochMilli(milliseconds).atZone(ZoneOffset.UTC).toLocalDate().toString()

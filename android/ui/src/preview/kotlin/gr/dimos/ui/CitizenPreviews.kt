package gr.dimos.ui

import androidx.compose.runtime.Composable
import androidx.compose.ui.tooling.preview.Preview
import gr.dimos.app.ReportStep
import gr.dimos.app.ViewModel

/** How Android Studio shows a screen: by day in Greek, by night in English, and with large letters. */
@Preview(name = "el", locale = "el", widthDp = 390, heightDp = 844)
@Preview(name = "large letters", locale = "el", widthDp = 390, heightDp = 844, fontScale = 2f)
@Preview(name = "night", locale = "el", widthDp = 390, heightDp = 844, uiMode = 0x20)
@Preview(name = "wide", locale = "el", widthDp = 840, heightDp = 600)
annotation class ScreenPreviews

private val greek = Samples("el")

/** A screen of the samples, which answers nothing. */
@Composable
internal fun Shown(view: ViewModel) = DimosApp(view, {}, Slots({ _, _ -> null }))

@ScreenPreviews
@Composable
private fun StartingPreview() = Shown(greek.starting())

@ScreenPreviews
@Composable
private fun DraftsPreview() = Shown(ReportSamples(greek).drafts())

@ScreenPreviews
@Composable
private fun WhatPreview() = Shown(ReportSamples(greek).step(ReportStep.WHAT))

@ScreenPreviews
@Composable
private fun WherePreview() = Shown(ReportSamples(greek).step(ReportStep.WHERE))

@ScreenPreviews
@Composable
private fun ServicePreview() = Shown(ReportSamples(greek).step(ReportStep.SERVICE))

@ScreenPreviews
@Composable
private fun QuestionsPreview() = Shown(ReportSamples(greek).emergency())

@ScreenPreviews
@Composable
private fun ReviewPreview() = Shown(ReportSamples(greek).step(ReportStep.REVIEW))

@ScreenPreviews
@Composable
private fun MyReportsPreview() = Shown(TownSamples(greek).mine())

@ScreenPreviews
@Composable
private fun TicketPreview() = Shown(TownSamples(greek).fixed())

@ScreenPreviews
@Composable
private fun MyCityPreview() = Shown(TownSamples(greek).city())

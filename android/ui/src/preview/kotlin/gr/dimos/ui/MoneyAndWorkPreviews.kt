package gr.dimos.ui

import androidx.compose.runtime.Composable

@ScreenPreviews
@Composable
private fun BillsPreview() = Shown(BillSamples("el").bills())

@ScreenPreviews
@Composable
private fun AddBillPreview() = Shown(BillSamples("el").addBill())

@ScreenPreviews
@Composable
private fun BillPreview() = Shown(BillSamples("el").bill())

@ScreenPreviews
@Composable
private fun PlanPreview() = Shown(BillSamples("el").plan())

@ScreenPreviews
@Composable
private fun PayingPreview() = Shown(PaymentSamples("el").paying())

@ScreenPreviews
@Composable
private fun CheckoutPreview() = Shown(PaymentSamples("el").unknown())

@ScreenPreviews
@Composable
private fun ReceiptsPreview() = Shown(PaymentSamples("el").receipts())

@ScreenPreviews
@Composable
private fun CrewPreview() = Shown(CrewSamples("el").day())

@ScreenPreviews
@Composable
private fun JobPreview() = Shown(CrewSamples("el").job())

@ScreenPreviews
@Composable
private fun SettingsPreview() = Shown(SettingsSamples("el").citizen())

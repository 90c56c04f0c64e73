//! The file itself. Only checked identifiers and Latin letters come here; of these only the apostrophe has a meaning in XML,
//! and none in a text.

use super::{Transfer, TransferOrder, latin, name};
use dimos_domain::money::Cents;

const NAMESPACE: &str = "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09";

/// One opening or closing tag or one element a line, indented by hand: the file is read by people, too.
pub(super) fn document(order: &TransferOrder, total: Cents) -> String {
    let mut file = String::with_capacity(2048 + order.transfers.len() * 640);
    let count = order.transfers.len();
    let payer = name(&order.payer.name);
    let (id, created) = (&order.message_id, order.created_at.strftime("%Y-%m-%dT%H:%M:%SZ"));
    let bank = match &order.payer.bic {
        Some(bic) => format!("<BICFI>{bic}</BICFI>"),
        None => "<Othr><Id>NOTPROVIDED</Id></Othr>".to_owned(),
    };
    let (day, iban) = (order.execute_on, &order.payer.iban);
    file.push_str(&format!(
        r#"<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="{NAMESPACE}">
  <CstmrCdtTrfInitn>
    <GrpHdr>
      <MsgId>{id}</MsgId>
      <CreDtTm>{created}</CreDtTm>
      <NbOfTxs>{count}</NbOfTxs>
      <CtrlSum>{total}</CtrlSum>
      <InitgPty><Nm>{payer}</Nm></InitgPty>
    </GrpHdr>
    <PmtInf>
      <PmtInfId>{id}</PmtInfId>
      <PmtMtd>TRF</PmtMtd>
      <BtchBookg>false</BtchBookg>
      <NbOfTxs>{count}</NbOfTxs>
      <CtrlSum>{total}</CtrlSum>
      <PmtTpInf><SvcLvl><Cd>SEPA</Cd></SvcLvl></PmtTpInf>
      <ReqdExctnDt><Dt>{day}</Dt></ReqdExctnDt>
      <Dbtr><Nm>{payer}</Nm></Dbtr>
      <DbtrAcct><Id><IBAN>{iban}</IBAN></Id></DbtrAcct>
      <DbtrAgt><FinInstnId>{bank}</FinInstnId></DbtrAgt>
      <ChrgBr>SLEV</ChrgBr>
"#
    ));
    for transfer in &order.transfers {
        write_transfer(&mut file, transfer);
    }
    file.push_str("    </PmtInf>\n  </CstmrCdtTrfInitn>\n</Document>\n");
    file
}

fn write_transfer(file: &mut String, transfer: &Transfer) {
    let Transfer { end_to_end, amount, payee_iban, .. } = transfer;
    let payee = name(&transfer.payee_name);
    file.push_str(&format!(
        r#"      <CdtTrfTxInf>
        <PmtId><EndToEndId>{end_to_end}</EndToEndId></PmtId>
        <Amt><InstdAmt Ccy="EUR">{amount}</InstdAmt></Amt>
        <Cdtr><Nm>{payee}</Nm></Cdtr>
        <CdtrAcct><Id><IBAN>{payee_iban}</IBAN></Id></CdtrAcct>
"#
    ));
    let text = latin(&transfer.text);
    if !text.is_empty() {
        file.push_str(&format!("        <RmtInf><Ustrd>{text}</Ustrd></RmtInf>\n"));
    }
    file.push_str("      </CdtTrfTxInf>\n");
}

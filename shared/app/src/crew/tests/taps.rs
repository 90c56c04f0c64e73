//! Gloved fingers: the same tap twice.

use super::*;

#[test]
fn a_second_tap_before_the_phone_kept_the_first_asks_for_nothing() {
    let mut phone = crew_phone();
    open(&mut phone, 2);
    photograph(&mut phone, WorkPhoto::After);
    does(&mut phone, CrewIntent::WriteNote { text: "Έγινε".to_owned() });
    let start = || CrewIntent::StartJob { job: job_id(2).to_string() };
    let cannot = || CrewIntent::CannotDo { reason: "no_access".to_owned() };
    let mut asked = 0;
    for intent in [
        start(),
        start(),
        CrewIntent::SendNote,
        CrewIntent::SendNote,
        CrewIntent::CloseJob,
        CrewIntent::CloseJob,
        cannot(),
        cannot(),
    ] {
        let event = crate::Event::Intent(phone.stamp(), Intent::Crew { intent });
        let mut command = crux_core::App::update(&crate::Dimos, event, &mut phone.model);
        asked += command.effects().filter(|effect| matches!(effect, crate::Effect::Commit(_))).count();
    }
    assert_eq!(asked, 4, "once for each");
}

#[test]
fn after_a_full_disk_the_same_tap_counts_again() {
    let mut phone = crew_phone();
    open(&mut phone, 2);
    does(&mut phone, CrewIntent::WriteNote { text: "Έγινε".to_owned() });
    phone.trouble = Some(StorageTrouble::Full);
    does(&mut phone, CrewIntent::SendNote);
    assert_eq!(job_on_screen(&phone).note.value, "Έγινε");
    phone.trouble = None;
    does(&mut phone, CrewIntent::SendNote);
    assert_eq!(job_on_screen(&phone).note.value, "");
}

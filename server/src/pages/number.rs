//! Ticket numbers as people type them: `THES-2026-000123`, `thes 2026 123`, `2026/123`, `123` (of this year).

/// The number in full; none if there are no digits, or too many groups of them.
pub(super) fn read(typed: &str, prefix: &str, this_year: i16) -> Option<String> {
    let groups: Vec<&str> = typed.split(|c: char| !c.is_ascii_digit()).filter(|group| !group.is_empty()).collect();
    let (year, running) = match groups.as_slice() {
        [running] => (i64::from(this_year), *running),
        [year, running] => (year.parse().ok()?, *running),
        _ => return None,
    };
    let running: u64 = running.parse().ok()?;
    Some(format!("{prefix}-{year}-{running:06}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_read_as_people_type_it() {
        for typed in ["THES-2026-000123", "thes 2026 123", " ΘΕΣ 2026/123 ", "123", "#000123"] {
            assert_eq!(read(typed, "THES", 2026).as_deref(), Some("THES-2026-000123"), "{typed}");
        }
        assert_eq!(read("2025-7", "THES", 2026).as_deref(), Some("THES-2025-000007"));
        for typed in ["", "λακκούβα", "1-2-3", "99999999999999999999999"] {
            assert_eq!(read(typed, "THES", 2026), None, "{typed}");
        }
    }
}

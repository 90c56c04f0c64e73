//! What Dimos speaks of, and the rules that hold on the phone and on the server alike: reports and their workflow, jobs,
//! places, services, deadlines, words, money. Pure: no input or output, no clock, no threads. The caller brings time and
//! data.

pub mod act;
pub mod calendar;
pub mod city;
pub mod contact;
pub mod duplicates;
pub mod expected;
pub mod ids;
pub mod job;
pub mod l10n;
pub mod media;
pub mod money;
pub mod place;
pub mod report;
pub mod route;
pub mod texts;
pub mod triage;
pub mod wording;
pub mod words;
pub mod workflow;

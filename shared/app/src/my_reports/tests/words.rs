use super::{phone::Phone, town::*};

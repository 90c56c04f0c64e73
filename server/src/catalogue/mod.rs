//! The city for everyone: the whole of it as phones keep it, and its services as a list to read.

mod routes;

pub use routes::routes;

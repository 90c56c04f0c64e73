//! Passwords: argon2id with OWASP's first choice of parameters (19 MiB, 2 passes, 1 lane).

use crate::error::Error;
use argon2::{
    Argon2,
    password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash},
};
use std::sync::LazyLock;
use tokio::sync::Semaphore;

/// Each takes 19 MiB and a tenth of a second: more at a time would only be a way to exhaust the machine.
static AT_A_TIME: Semaphore = Semaphore::const_new(2);

/// Checked where there is no account, so that the answer takes as long.
static NOBODY: LazyLock<Option<String>> = LazyLock::new(|| hash("nobody's password").ok());

/// The hash to keep (PHC string).
pub(super) fn hash(password: &str) -> Result<String, Error> {
    Argon2::default().hash_password(password.as_bytes()).map(|hash| hash.to_string()).map_err(Error::internal)
}

/// Whether a password is the one of a kept hash; without one it is not, and that takes as long.
pub(super) async fn verify(password: String, kept: Option<String>) -> Result<bool, Error> {
    let _turn = AT_A_TIME.acquire().await.map_err(Error::internal)?;
    tokio::task::spawn_blocking(move || {
        let known = kept.is_some();
        let Some(hash) = kept.or_else(|| NOBODY.clone()) else { return Ok(false) };
        let hash = PasswordHash::new(&hash).map_err(Error::internal)?;
        let right = Argon2::default().verify_password(password.as_bytes(), &hash).is_ok();
        Ok(right && known)
    })
    .await
    .map_err(Error::internal)?
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[tokio::test]
    async fn only_the_right_password_of_an_account_is_right() {
        let kept = hash("korydallos 7").unwrap();
        assert!(kept.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{kept}");
        assert!(verify("korydallos 7".to_owned(), Some(kept.clone())).await.unwrap());
        assert!(!verify("Korydallos 7".to_owned(), Some(kept)).await.unwrap());
        assert!(!verify("nobody's password".to_owned(), None).await.unwrap());
    }
}

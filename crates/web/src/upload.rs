//! A file that came with a form.

use crate::answer::Failure;
use crate::form::TOKEN;
use crate::guard::Signed;
use axum::extract::Multipart;

/// The name and the bytes of the field `file`, after the token was found right; empty where nothing was chosen.
pub async fn uploaded(signed: &Signed, mut upload: Multipart) -> Result<(String, Vec<u8>), Failure> {
    let (mut is_ours, mut file) = (false, (String::new(), Vec::new()));
    while let Some(field) = upload.next_field().await.map_err(|_| Failure::TooLarge)? {
        match field.name() {
            Some(TOKEN) => {
                let token = field.text().await.map_err(|_| Failure::StaleForm)?;
                is_ours = signed.visitor.csrf_is(&token);
            }
            Some("file") if is_ours => {
                let name = field.file_name().unwrap_or_default().to_owned();
                let bytes = field.bytes().await.map_err(|_| Failure::TooLarge)?;
                file = (name, bytes.to_vec());
            }
            _ => {}
        }
    }
    if is_ours { Ok(file) } else { Err(Failure::StaleForm) }
}

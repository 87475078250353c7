//! `acteon-server hash-key` and `acteon-server new-key`

use acteon_gateway::auth::{KeyName, NewKey, Role, hash_key};

use super::{CommandError, say};

pub(super) fn hash() -> Result<(), CommandError> {
    let key = std::io::read_to_string(std::io::stdin())?;
    say(&format!(
        "{}\n",
        hash_key(key.trim_end_matches(['\r', '\n']))?
    ))
}

pub(super) fn new(name: &str, role: Role) -> Result<(), CommandError> {
    let name = KeyName::new(name)?;
    let NewKey { text, hash } = NewKey::generate(&name)?;
    say(&format!(
        "The key, shown only now; its holder sends it as `Authorization: Bearer KEY`:\n\n\
         {text}\n\n\
         What the configuration needs:\n\n\
         [[auth.keys]]\n\
         name = \"{name}\"\n\
         role = \"{role}\"\n\
         key_hash = \"{hash}\"\n"
    ))
}

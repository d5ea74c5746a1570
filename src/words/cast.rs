//! Several voices in one text: the cast list of a document, the words.

use crate::words::Phrase;

phrases! {
    CAST: "角色", "Cast";
    CAST_WHY: "行首写 [名字]，这一行就由它的音色来读。", "Begin a line with [Name], and that voice speaks the line.";
    ADD_ROLE: "添加角色", "Add a role";
    ROLE_NAME: "角色名称", "Role name";
    ROLE_NAME_HINT: "名字，按回车选择音色", "A name, then Enter to choose a voice";
    RENAME_ROLE: "“{name}”的名称", "Name of {name}";
    ROLE_ROW: "角色 {name}：{voice}", "Role {name}: {voice}";
    GIVE_VOICE: "为“{name}”选择音色", "Choose a voice for {name}";
    REMOVE_ROLE: "移除“{name}”", "Remove {name}";
    QUOTES: "引号内的对白", "Dialogue in quotes";
    QUOTES_WHY: "“……”「……」里说的话由另一个音色来读；只是加了引号的词仍由旁白读。",
        "What somebody says in “…” is spoken by another voice. Words that are only put in quotes stay with the narrator.";
    GIVE_QUOTES: "为引号内的对白选择音色", "Choose a voice for dialogue in quotes";
    REMOVE_QUOTES: "对白也由旁白来读", "Let the narrator speak dialogue";
    WRITE_NAME: "写入“{name}”", "Insert {name}";
    NO_ROLE_NAME: "“{name}”不能用作角色名，或者已有同名角色。", "“{name}” can’t be a role name, or is taken.";
}

//! What the command line says about takes, files and the queue.

use crate::words::Phrase;

// Takes.
phrases! {
    NO_TAKES: "库中没有音频。", "There are no takes in the library.";
    NONE_FOUND: "没有符合条件的音频。", "No take fits.";
    COMPLETE: "完整", "complete";
    UNFINISHED: "未完成", "unfinished";
    WRITING: "写入中", "being written";
    DAMAGED: "损坏", "damaged";
    UNSPOKEN: "未朗读", "not spoken";
    SHOW_ID: "编号", "Id";
    SHOW_TITLE: "标题", "Title";
    SHOW_CREATED: "时间", "Date";
    SHOW_VOICE: "音色", "Voice";
    SHOW_ACCOUNT: "账号", "Account";
    SHOW_LENGTH: "长度", "Length";
    SHOW_STATE: "状态", "State";
    SHOW_STAR: "星标", "Star";
    SHOW_SIZE: "大小", "Size";
    SHOW_FOLDER: "位置", "Folder";
    SHOW_MARKS: "标记", "Marks";
    SHOW_SEGMENTS: "分段", "Segments";
    SHOW_VERSIONS: "版本", "Versions";
    SHOW_TEXT: "文本", "Text";
    SEGMENTS_OF: "{done}/{all}，{connections} 次连接", "{done}/{all}, connections: {connections}";
    VERSION_OF: "“{text}”：{n} 个版本", "“{text}”: {n} versions";
    NO_TAKE: "找不到音频“{id}”。", "There is no take “{id}”.";
    NO_TAKE_WHY: "没有编号以它开头的音频。", "No take has an id that begins with it.";
    NO_UNFINISHED_WHY: "没有未完成的音频。", "No take is unfinished.";
    MANY_TAKES: "“{id}”指的是哪份音频不明确。", "“{id}” may mean several takes.";
    MANY_TAKES_WHY: "有几份音频的编号以它开头：{ids}。", "The ids of several begin with it: {ids}.";
    SEE_TAKES: "用 langsheng takes list 查看编号。", "See the ids with langsheng takes list.";
    DELETE_ASK: "把 {n} 份音频移到回收站？[y/N] ", "Move takes to the trash: {n}. Go on? [y/N] ";
    DELETE_UNASKED: "没有确认就不会删除。", "Nothing is deleted unasked.";
    DELETE_YES: "加上 --yes。", "Add --yes.";
    DELETE_FOR_GOOD_ASK: "彻底删除 {n} 份音频？无法找回。[y/N] ", "Delete takes for good: {n}. They cannot be brought back. Go on? [y/N] ";
    DELETED_FOR_GOOD: "已彻底删除：{n}", "Deleted for good: {n}";
    DELETED: "已移到回收站：{n}", "Moved to the trash: {n}";
    NOT_SO_MANY: "这份音频没有第 {n} 个；共 {all} 个。", "The take has no number {n}; there are {all}.";
    WHICH_PASSAGE: "没有说明要重做哪一处。", "What is to be asked for again was not said.";
    GIVE_PASSAGE: "写上 --sentence N 或 --segment N。", "Give --sentence N or --segment N.";
    EXPORT_UNFINISHED: "这份音频没有完成；存下的是已有的部分。", "The take is unfinished; what there is of it is saved.";
    EXPORT_DAMAGED: "这份音频已损坏（{why}）；能读出的部分会保存下来。", "The take is damaged ({why}); what can be read of it is saved.";
    RANGE_EMPTY: "--from 之后、--to 之前没有声音。", "There is no sound after --from and before --to.";
    RANGE_OF: "这份音频长 {length}。", "The take is {length} long.";
    NEED_OUT: "没有说明存到哪里。", "Where to save it was not said.";
    PIPE_ONLY_SPEAK: "只有 speak 能写到标准输出。", "Only speak can stream to standard output.";
    GIVE_OUT: "写上 --out 文件名。", "Give --out NAME.";
}

// Files.
phrases! {
    NEEDS_OUT: "{arg} 是给文件用的，而没有写 --out。", "{arg} is for a file, and --out was not given.";
    ADD_OUT: "加上 --out 文件名，或去掉它。", "Add --out NAME, or leave it out.";
    NOT_WITH_PIPE: "{arg} 不能和 --out - 一起用。", "{arg} does not go with --out -.";
    PIPE_IS_WAV:
        "--out - 边收边写 WAV。先存成文件，或去掉这个选项。",
        "--out - streams a WAV as it arrives. Save to a file, or leave that option out.";
    NOT_WITH_FORMAT: "{arg} 不能用于 {format}。", "{arg} does not go with {format}.";
    NO_SUCH_FORMAT: "“{path}”写不成：没有 .{ending} 这种格式。", "“{path}” cannot be made: .{ending} is none of the formats.";
    NAME_FORMAT:
        "文件名以 .wav、.flac、.mp3 或 .opus（也可以是 .ogg、.oga）结尾，或加上 --format。",
        "End the name with .wav, .flac, .mp3 or .opus (.ogg and .oga too), or say --format.";
    CHANGE_FORMAT: "换一个文件格式，或去掉这个选项。", "Choose another format, or leave that option out.";
    NO_FOLDER_NAME: "--template 是给文件夹用的，而 --out 是一个文件。", "--template names files in a folder, and --out is a file.";
    CHANGE_TEMPLATE: "让 --out 指向一个文件夹，或去掉 --template。", "Let --out be a folder, or leave --template out.";
    BAD_TEMPLATE: "模板“{template}”不能用。", "The template “{template}” cannot be used.";
    SAVED_LOUDNESS: "响度 {lufs} LUFS（增益 {gain} dB）", "Loudness {lufs} LUFS (gain {gain} dB)";
    SAVED_QUIETER:
        "响度 {lufs} LUFS（增益 {gain} dB）：再大就会失真，所以低于 {wanted}",
        "Loudness {lufs} LUFS (gain {gain} dB): more would have distorted it, so it is below {wanted}";
    SAVED_BESIDE: "另有 {path}", "Beside it {path}";
    REUSED: "库中已有 {sentences} 句，约 {characters} 字不必再合成", "Sentences taken from the library: {sentences}, about {characters} characters not asked for";
    SAVING_AT: "正在保存 {percent}%", "saving {percent}%";
}

// The queue.
phrases! {
    QUEUE_EMPTY: "队列是空的。", "The queue is empty.";
    NO_FILES: "没有给出文件。", "No files were given.";
    GIVE_FILES: "写上文件或文件夹；继续上次的队列用 --continue。", "Name files or folders; --continue goes on with the queue that was left.";
    NOTHING_ADDED: "没有文件可以朗读。", "There is no file to speak.";
    ALSO_WAITING: "队列中还有以前的 {n} 个文件，会先处理。", "Files of before that wait in the queue and go first: {n}.";
    ITEM_WAITING: "等待", "waiting";
    ITEM_RUNNING: "进行中", "running";
    DONE_ONE: "✓ {source} → {output}", "✓ {source} → {output}";
    FAILED_ONE: "✗ {source}：{what}{why}", "✗ {source}: {what} {why}";
    LEFT_OUT: "  跳过 {source}：其中没有可以朗读的文字", "  left out, because there is nothing to speak in it: {source}";
    AND_OTHERS: "{first} 等 {n} 个文件", "{first} and others, {n} files";
    QUEUE_AT: "{over}/{all} {name}", "{over}/{all} {name}";
    LEFT_OVER: "还有 {n} 个文件没有完成；继续：langsheng batch --continue", "Files that are left: {n}. To go on: langsheng batch --continue";
    QUEUE_OVER: "完成 {done} 个，失败 {failed} 个", "Done: {done}, failed: {failed}";
}

//! Every code of the service in words (protocol.md §8): what happened, why, what to do.

use crate::words::{Class, Phrase};

/// The explanation of codes that mean the same to a user.
pub(super) struct CodeRow {
    pub codes: &'static [i64],
    pub class: Class,
    pub what: Phrase,
    pub why: Phrase,
    /// `why`, followed by the service's own words.
    pub quoting: Phrase,
    pub todo: Phrase,
}

macro_rules! row {
    ($class:ident $codes:expr, $what_zh:literal $what:literal, $why_zh:literal $why:literal, $todo_zh:literal $todo:literal $(,)?) => {
        CodeRow {
            codes: &$codes,
            class: Class::$class,
            what: Phrase::new($what_zh, $what),
            why: Phrase::new($why_zh, $why),
            quoting: Phrase::new(
                concat!($why_zh, "服务的原话：“{message}”"),
                concat!($why, " The service said: “{message}”"),
            ),
            todo: Phrase::new($todo_zh, $todo),
        }
    };
}

const TOKEN: CodeRow = row!(Token [4100, 700_012_006],
    "访问令牌无效。" "The access token isn’t valid.",
    "令牌写错了、被删除了，或者过期了：个人访问令牌最长有效 30 天。" "It was mistyped or deleted, or has expired. Personal tokens last 30 days at most.",
    "在扣子网站新建一个令牌并填入，确认选对了区域：coze.cn 和 coze.com 的令牌不能混用。"
    "Create a new token on the Coze site and enter it under the right region. Tokens for coze.cn and coze.com aren’t interchangeable.");

const PERMISSION: CodeRow = row!(Token [4101],
    "令牌没有这项权限。" "The token doesn’t have permission to do this.",
    "令牌缺少需要的权限，或者资源在别的区域或工作空间里。" "It lacks a permission, or the resource is in another region or workspace.",
    "给令牌加上 createSpeech（合成）和 listVoice（音色列表）权限，再检查区域（coze.cn 或 coze.com）和工作空间。"
    "Give the token the createSpeech (speech) and listVoice (voice list) permissions, then check the region (coze.cn or coze.com) and workspace.");

pub(super) const PACE: CodeRow = row!(Pace [3003],
    "同时合成的请求太多。" "Too many requests at once.",
    "账号的并发数用满了：默认 10 个，和子账号、插件、工作流共用。" "The account’s limit on parallel requests has been reached: 10 by default, shared with sub-accounts, plugins and workflows.",
    "等正在进行的合成结束，或减少同时进行的请求。" "Wait for running requests to finish, or lower the number of parallel requests.");

const VOICE: CodeRow = row!(Service [3050],
    "没有这个音色。" "There is no such voice.",
    "音色已经下架，或者编号写错了。" "It has been withdrawn, or its ID is wrong.",
    "刷新音色列表，另选一个音色。" "Refresh the voice list and choose another voice.");

const UNSPEAKABLE: CodeRow = row!(Text [3011],
    "这段文本没法读。" "This text can’t be spoken.",
    "里面没有可以朗读的文字，只有标点或表情，或者所选音色不支持这种语言。" "It contains nothing to speak, only punctuation or emoji, or the voice doesn’t support its language.",
    "检查文本，或换一个适合这种语言的音色。" "Check the text, or choose a voice that supports its language.");

const LIFETIME: CodeRow = row!(Quota [],
    "账号的总用量已经用完。" "The account’s total allowance is used up.",
    "这种用量是一次性的，不会自动恢复。" "This is a one-time allowance and doesn’t renew.",
    "在扣子或火山引擎控制台购买用量，或换一个账号。" "Buy more in the Coze or Volcengine console, or use another account.");

/// Every code of protocol.md §8.1 to §8.3.
pub(super) const ROWS: &[CodeRow] = &[
    // §8.1 the platform.
    row!(Service [4000],
        "服务不接受某个设置。" "The service refuses a setting.",
        "有一个参数的格式、取值或必填项不对。" "A parameter has the wrong format or value, or is missing.",
        "检查音色、语速、合成响度、情感和采样率；拿不准就恢复默认。" "Check the voice, speaking rate, voice loudness, emotion and sample rate. If in doubt, go back to the defaults."),
    row!(Quota [4008],
        "今天的使用次数用完了。" "Today’s allowance is used up.",
        "账号到了每日使用上限。" "The account has reached its daily limit.",
        "明天再试，或升级套餐。" "Try again tomorrow, or upgrade the plan."),
    row!(Service [4009],
        "服务正忙。" "The service is busy.",
        "同时使用的人太多。" "Too many people are using it.",
        "过一会儿再试。" "Try again in a while."),
    row!(Quota [4011],
        "积分不够了。" "Not enough credits.",
        "账号的积分余额不足。" "The account’s credit balance is too low.",
        "在扣子网站充值或购买积分。" "Top up or buy credits on the Coze site."),
    row!(Pace [4013],
        "服务暂时处理不了请求。" "The service can’t handle the request right now.",
        "模型服务出错，或者请求太频繁。" "The model service failed, or requests come too fast.",
        "等几秒再试；反复出现就减少同时进行的请求。" "Wait a few seconds and try again. If it keeps happening, lower the number of parallel requests."),
    row!(Quota [4019],
        "账号欠费。" "The account has an outstanding balance.",
        "按量付费的余额不足。" "The pay-as-you-go balance is too low.",
        "在扣子网站结清费用。" "Pay the balance on the Coze site."),
    row!(Pace [4020],
        "请求太频繁。" "Requests come too fast.",
        "超过了已购买的每分钟请求数。" "The number of requests per minute you bought has been exceeded.",
        "等一分钟再试，减少同时进行的请求，或购买更高的额度。" "Wait a minute, lower the number of parallel requests, or buy a higher limit."),
    row!(Quota [4022],
        "模型账号欠费。" "The model account has overdue payments.",
        "提供模型的账号有未结清的费用。" "The account behind the model has unpaid bills.",
        "在火山引擎控制台结清费用。" "Pay them in the Volcengine console."),
    row!(Quota [4027],
        "账号有未付的费用。" "The account has an overdue payment.",
        "服务在费用付清之前不再合成。" "The service won’t speak until it’s paid.",
        "在扣子网站充值后再试。" "Top up on the Coze site and try again."),
    row!(Quota [4028],
        "免费额度用完了。" "The free credits are used up.",
        "免费积分要等刷新，或升级到付费版。" "There are no more free credits until they renew.",
        "等额度刷新，或在扣子网站升级。" "Wait until they renew, or upgrade on the Coze site."),
    row!(Service [4029],
        "连接因为长时间没有动静被关闭。" "The connection was closed because it was idle.",
        "服务会关闭闲置的连接。" "The service closes idle connections.",
        "再试一次。" "Try again."),
    row!(Token [4052],
        "账号没有开通这项功能。" "This feature isn’t enabled for the account.",
        "端到端语音没有开通。" "End-to-end speech (s2s) isn’t enabled.",
        "在扣子网站开通，或换一个音色。" "Enable it on the Coze site, or choose another voice."),
    TOKEN,
    PERMISSION,
    row!(Token [4102],
        "账号暂时受限。" "The account is temporarily restricted.",
        "服务的风控系统认为这些请求可疑。" "The service’s risk control flagged these requests as suspicious.",
        "停一段时间再试；如果一直这样，带着日志编号（logid）联系扣子客服。" "Wait a while before trying again. If it keeps happening, contact Coze support with the log ID."),
    row!(Service [4200],
        "找不到要用的资源。" "The resource wasn’t found.",
        "多半是音色属于别的账号，或者已经删除。" "Usually the voice belongs to another account or was deleted.",
        "刷新音色列表，另选一个音色。" "Refresh the voice list and choose another voice."),
    row!(Service [5000],
        "服务内部出错。" "Internal error in the service.",
        "问题在服务那边，不在这台电脑上。" "The problem is on the service’s side, not on this computer.",
        "过一会儿再试；如果一直这样，带着日志编号（logid）联系扣子客服。" "Try again in a while. If it keeps happening, contact Coze support with the log ID."),
    row!(Service [720_701_013],
        "服务器有问题。" "The server has a problem.",
        "服务要求稍后再试。" "The service asks you to try again later.",
        "过一会儿再试。" "Try again in a while."),
    row!(Text [1109],
        "音频和文本对不上。" "The recording doesn’t match the text.",
        "复刻音色时，读的内容和给出的文本差得太多。" "The speech recorded for cloning the voice differs too much from the given text.",
        "照着给出的文本重新录一遍。" "Record again, reading the given text."),
    // §8.2 the engine.
    row!(Service [3000],
        "服务把成功当作错误返回了。" "The service reported success as an error.",
        "引擎的 3000 表示成功，这里不该出现。" "Engine code 3000 means success and shouldn’t appear here.",
        "再试一次；如果反复出现，带着日志编号（logid）联系扣子客服。" "Try again. If it keeps happening, contact Coze support with the log ID."),
    row!(Service [3001],
        "语音引擎不接受这个请求。" "The speech engine refuses the request.",
        "某个参数不合法，或者用量、授权有问题。" "A parameter is invalid, or an allowance or permission is missing.",
        "检查音色、情感和采样率，再看账号的用量和授权。" "Check the voice, emotion and sample rate, then the account’s allowance and permissions."),
    PACE,
    row!(Service [3005],
        "语音引擎正忙。" "The speech engine is busy.",
        "语音引擎收到的请求太多。" "Its back end has too many requests.",
        "过一会儿再试。" "Try again in a while."),
    row!(Service [3006],
        "服务中断了这次合成。" "The service interrupted this request.",
        "同一个请求编号被用了两次。" "The same request ID was used twice.",
        "再试一次，会用新的连接。" "Try again; a new connection is used."),
    row!(Text [3010, 40_402_003],
        "一次发送的文本太长。" "The text of one request is too long.",
        "一次请求最多 1024 字节，约 340 个汉字。" "One request allows at most 1,024 bytes, about 340 Chinese characters.",
        "把每段的长度调小，再试一次。" "Use shorter segments and try again."),
    UNSPEAKABLE,
    row!(Service [3030],
        "合成超时。" "The request took too long.",
        "引擎没能及时处理这段文本。" "The engine couldn’t process this text in time.",
        "再试一次；如果反复出现，把这段文本改短。" "Try again. If it keeps happening, shorten the text."),
    row!(Service [3031],
        "合成时后端出错。" "The engine failed while speaking.",
        "问题在服务那边。" "The problem is on the service’s side.",
        "再试一次；如果一直这样，换一个音色。" "Try again. If it keeps happening, choose another voice."),
    row!(Service [3032],
        "服务没有等到声音。" "The service timed out waiting for audio.",
        "引擎没有及时送出声音。" "Its engine sent no audio in time.",
        "过一会儿再试。" "Try again in a while."),
    row!(Service [3040],
        "服务内部的连接出错。" "A connection inside the service failed.",
        "服务与语音引擎之间的连接断了。" "The service lost the connection to its back end.",
        "过一会儿再试。" "Try again in a while."),
    VOICE,
    // §8.3 the engine of the 2.0 voices.
    row!(Service [20_000_000],
        "服务把正常结束当作错误返回了。" "The service reported a normal end as an error.",
        "引擎的 20000000 表示正常结束，这里不该出现。" "Engine code 20000000 means a normal end and shouldn’t appear here.",
        "再试一次；如果反复出现，带着日志编号（logid）联系扣子客服。" "Try again. If it keeps happening, contact Coze support with the log ID."),
    row!(Service [45_000_000],
        "这个音色现在不能用。" "This voice can’t be used right now.",
        "账号没有这个音色的使用权，或者它的并发数用满了。" "The account doesn’t have access to this voice, or its limit on parallel requests has been reached.",
        "换一个音色，或在控制台购买它。" "Choose another voice, or buy this one in the console."),
    row!(Quota [45_000_292],
        "用量超过了额度。" "The allowance is exceeded.",
        "账号在语音引擎上的用量用完了。" "The account’s speech engine allowance is used up.",
        "在控制台查看并购买用量。" "Check your allowance or buy more in the console."),
    row!(Service [55_000_000],
        "语音引擎内部出错。" "Internal error in the speech engine.",
        "问题在服务那边。" "The problem is on the service’s side.",
        "过一会儿再试；如果一直这样，带着日志编号（logid）联系扣子客服。" "Try again in a while. If it keeps happening, contact Coze support with the log ID."),
    // Codes that are the HTTP status (§7.0).
    row!(Token [401],
        "服务不认这个令牌。" "The service doesn’t accept the token.",
        "令牌写错了、过期了，或者属于另一个区域。" "It was mistyped, has expired, or belongs to the other region.",
        "换一个令牌，确认区域是 coze.cn 还是 coze.com。" "Enter another token and check its region, coze.cn or coze.com."),
    row!(Token [403],
        "服务拒绝了这个令牌的请求。" "The service refuses this token’s request.",
        "令牌缺少权限，或者账号没有开通流式语音合成。" "The token lacks a permission, or streaming speech isn’t enabled for the account.",
        "给令牌加上 createSpeech 和 listVoice 权限，并确认账号已开通语音合成。" "Give the token the createSpeech and listVoice permissions, and make sure speech synthesis is enabled for the account."),
    row!(Pace [429],
        "请求太频繁。" "Requests come too fast.",
        "服务要求慢一点。" "The service asks you to slow down.",
        "过一会儿再试，或减少同时进行的请求。" "Try again in a while, or lower the number of parallel requests."),
];

/// Words in a message that say more than its code (protocol.md §8.2). In lower case.
pub(super) const FRAGMENTS: &[(&str, CodeRow)] = &[
    ("quota exceeded for types: concurrency", PACE),
    ("_lifetime", LIFETIME),
    ("init engine instance failed", VOICE),
    ("illegal input text", UNSPEAKABLE),
    (
        "requested grant not found",
        row!(Token [],
        "语音引擎没有找到授权。" "The speech engine found no authorization.",
        "令牌或账号没有被授权使用语音合成。" "The token or account isn’t authorized for speech synthesis.",
        "给令牌加上 createSpeech 权限，并确认账号已开通语音合成。" "Give the token the createSpeech permission, and make sure speech synthesis is enabled for the account."),
    ),
    (
        "access denied",
        row!(Service [],
        "账号不能使用这个音色。" "The account doesn’t have access to this voice.",
        "这个音色要单独购买。" "This voice has to be bought.",
        "换一个音色，或在控制台购买它。" "Choose another voice, or buy this one in the console."),
    ),
    (
        "invalid emotion",
        row!(Service [],
        "这个音色没有所选的情感。" "This voice doesn’t have the chosen emotion.",
        "每个多情感音色只支持自己的几种情感。" "Each multi-emotion voice has its own set of emotions.",
        "换一种情感，或把情感设为“无”。" "Choose another emotion, or none."),
    ),
];

const ENGINE: CodeRow = row!(Service [],
    "语音引擎报告了错误。" "The speech engine reported an error.",
    "这个错误码不在已知的列表里；它来自语音引擎。" "The error code is unknown; it comes from the speech engine.",
    "再试一次；如果反复出现，换一个音色，或带着日志编号（logid）联系扣子客服。" "Try again. If it keeps happening, choose another voice or contact Coze support with the log ID.");

const REQUEST: CodeRow = row!(Service [],
    "服务不接受这个请求。" "The service rejected this request.",
    "这个错误码不在已知的列表里；这一类错误重试没有用。" "The error code is unknown; trying again doesn’t help with this kind of error.",
    "看看服务的原话，检查音色和参数、令牌和账号；带着错误码和日志编号（logid）联系扣子客服。" "Read the service’s message and check the voice, parameters, token and account, or contact Coze support with the error code and log ID.");

const SERVER: CodeRow = row!(Service [],
    "服务那边出了问题。" "The service has a problem.",
    "这个错误码不在已知的列表里；它表示服务器出错。" "The error code is unknown; it means a server failure.",
    "过一会儿再试；如果一直这样，带着日志编号（logid）联系扣子客服。" "Try again in a while. If it keeps happening, contact Coze support with the log ID.");

const UNKNOWN: CodeRow = row!(Service [],
    "服务报告了一个错误。" "The service reported an error.",
    "它没有给出认识的错误码。" "It gave no known error code.",
    "再试一次；如果反复出现，带着日志编号（logid）联系扣子客服。" "Try again. If it keeps happening, contact Coze support with the log ID.");

/// What the first digits of an unknown code say (protocol.md §8.4).
pub(super) const fn by_prefix(code: i64) -> &'static CodeRow {
    match code {
        3000..=3999 => &ENGINE,
        408 | 425 => &UNKNOWN,
        400..=499 | 4000..=4999 | 40_000_000..=49_999_999 | 700_000_000..=799_999_999 => &REQUEST,
        500..=599 | 5000..=5999 | 50_000_000..=59_999_999 => &SERVER,
        _ => &UNKNOWN,
    }
}

/// What an HTTP status without a code says. `{status}` in `what` is filled in by the caller.
pub(super) const fn by_status(status: u16) -> &'static CodeRow {
    const UNAUTHORIZED: CodeRow = row!(Token [],
        "服务不认这个令牌（HTTP {status}）。" "The service doesn’t accept the token (HTTP {status}).",
        "令牌写错了、过期了，或者属于另一个区域。" "It was mistyped, has expired, or belongs to the other region.",
        "换一个令牌，确认区域是 coze.cn 还是 coze.com。" "Enter another token and check its region, coze.cn or coze.com.");
    const FORBIDDEN: CodeRow = row!(Token [],
        "服务拒绝了这个令牌（HTTP {status}）。" "The service refuses this token (HTTP {status}).",
        "令牌缺少权限，或者账号没有开通流式语音合成。" "The token lacks a permission, or streaming speech isn’t enabled for the account.",
        "给令牌加上 createSpeech 和 listVoice 权限，并确认账号已开通语音合成。" "Give the token the createSpeech and listVoice permissions, and make sure speech synthesis is enabled for the account.");
    const ELSEWHERE: CodeRow = row!(Service [],
        "这个地址上没有语音服务（HTTP {status}）。" "There is no speech service at this address (HTTP {status}).",
        "地址写错了，或者网络要先登录，把请求引到了别处。" "The address is wrong, or the network redirects requests until you sign in.",
        "检查服务地址；在酒店或校园网里，先在浏览器中登录网络。" "Check the service address. On a hotel or campus network, sign in with a browser first.");
    const TOO_FAST: CodeRow = row!(Pace [],
        "请求太频繁（HTTP {status}）。" "Requests come too fast (HTTP {status}).",
        "服务要求慢一点。" "The service asks you to slow down.",
        "过一会儿再试，或减少同时进行的请求。" "Try again in a while, or lower the number of parallel requests.");
    const DOWN: CodeRow = row!(Service [],
        "服务暂时不可用（HTTP {status}）。" "The service is temporarily unavailable (HTTP {status}).",
        "问题在服务那边，或者在途中的代理。" "The problem is on the service’s side, or with a proxy in between.",
        "过一会儿再试。" "Try again in a while.");
    const ODD: CodeRow = row!(Service [],
        "服务没有接受请求（HTTP {status}）。" "The service didn’t accept the request (HTTP {status}).",
        "它没有给出认识的错误码。" "It gave no known error code.",
        "检查服务地址、音色和参数；如果一直这样，带着日志编号（logid）联系扣子客服。" "Check the service address, the voice and the parameters. If it keeps happening, contact Coze support with the log ID.");
    match status {
        401 => &UNAUTHORIZED,
        403 => &FORBIDDEN,
        300..=399 | 404 | 405 | 407 | 410 => &ELSEWHERE,
        429 => &TOO_FAST,
        408 | 425 | 500..=599 => &DOWN,
        _ => &ODD,
    }
}

# ما تكتبه الحاضنة بالبريد.

mail-greeting = مرحبًا يا { $name }،
mail-foot = أرسلت هذه الرسالة { $pod }، { $address }.
mail-look = إلقاء نظرة
mail-unsubscribe = لا مزيد من رسائل هذا النوع

mail-reset-subject = كلمة سر جديدة
mail-reset-text = طلب أحدهم، وهو أنت غالبًا، وضع كلمة سر جديدة للحساب { $name }. يتيح الرابط أدناه ذلك مرة واحدة خلال يومين. وإن لم تكن أنت فلا حاجة إلى فعل شيء: تبقى كلمة السر كما هي.
mail-reset-link = وضع كلمة سر جديدة

mail-confirm-subject = هل هذا عنوانك؟
mail-confirm-text = يريد أحدهم، وهو أنت غالبًا، استعمال { $email } على { $pod }. افتح الرابط فيسري العنوان. وإن لم تكن أنت فلا حاجة إلى فعل شيء.
mail-confirm-link = استعمال هذا العنوان

mail-invitation-subject = يدعوك { $name } إلى { $pod }
mail-invitation-text = يدعوك { $name } ({ $address }) إلى { $pod }، مكان صغير لك في شبكة دياسبورا*. يمكنك بالرابط أدناه إنشاء حساب هناك.
mail-invitation-link = قبول الدعوة
mail-invitation-small = أعطانا { $name } عنوانك لهذه الرسالة وحدها؛ ولم تحتفظ به { $pod }.

mail-export-subject = أرشيفك جاهز
mail-export-text = أرشيف حسابك { $name } جاهز. يمكن تنزيله خلال 14 يومًا. احفظه في مكان آمن: فهو يحوي مفتاحك الخاص.
mail-export-link = إلى التنزيل
mail-export-photos-subject = صورك جاهزة
mail-export-photos-text = أرشيف صور حسابك { $name } جاهز. يمكن تنزيله خلال 14 يومًا.
mail-export-failed-subject = تعذّر صنع أرشيفك
mail-export-failed-text = حدث خطأ أثناء صنع أرشيف حسابك { $name }. حاول مرة أخرى من فضلك؛ فإن تكرر ذلك فاسأل من يدير الحاضنة.

mail-imported-subject = وصل أرشيفك
mail-imported-text = صار الأرشيف الذي جلبته جزءًا من حسابك { $name }. ويذكر تقرير ما انتقل وما لم ينتقل.
mail-import-failed-subject = لم يُقبل أرشيفك
mail-import-failed-text = تعذّر ضم الأرشيف الذي جلبته إلى حسابك { $name }. ويذكر التقرير السبب.
mail-import-link = إلى التقرير

mail-inactive-subject = سيُغلق حسابك
mail-inactive-text = لم يستعمل أحد حسابك { $name } منذ زمن طويل. سيُغلق في { $date }. ادخل مرة قبل ذلك اليوم فيبقى.
mail-inactive-link = دخول

mail-forged-subject = طلب لم يأتِ منك
mail-forged-text = حاول شيء ما التصرف باسم حسابك { $name } دون أن يأتي من صفحة في هذه الحاضنة. لم يُفعل شيء، وأُخرج المتصفح احتياطًا. ادخل من جديد من فضلك. وإن تكرر ذلك فأخبر من يدير الحاضنة.

mail-approved-subject = مرحبًا
mail-approved-text = قُبل حسابك { $name }. يمكنك الدخول الآن.
mail-approved-link = دخول

mail-asked-subject = يود { $name } الانضمام
mail-asked-text = طلب { $name } حسابًا على هذه الحاضنة وينتظر جوابًا.
mail-asked-link = اتخاذ القرار

mail-circular-empty = تحتاج الرسالة إلى موضوع وكلمات.

mail-post-subject = رد: { $title }
mail-limited-post-subject = رد: منشور محدود

mail-started-sharing-subject = بدأ { $name } المشاركة معك
mail-started-sharing-line = بدأ { $name } ({ $address }) المشاركة معك.
mail-contacts-birthday-subject = اليوم عيد ميلاد { $name }
mail-contacts-birthday-line = إنه عيد ميلاد { $name }. ولعل بضع كلمات لطيفة تسرّ.
mail-comment-on-post-line = علّق { $name } على منشورك:
mail-also-commented-line = علّق { $name } على منشور تشارك فيه:
mail-mentioned-line = أشار إليك { $name } في منشور:
mail-mentioned-in-comment-line = أشار إليك { $name } في تعليق:
mail-liked-line = أعجب منشورك { $name }.
mail-liked-comment-line = أعجب تعليقك { $name }:
mail-reshared-line = أعاد { $name } نشر منشورك.
mail-private-message-subject = رسالة خاصة جديدة
mail-private-message-line = كتب إليك { $name } رسالة خاصة. حفاظًا على خصوصيتك لا تُكرر هنا.
mail-someone-reported-subject = أُبلغ عن شيء
mail-someone-reported-line = أبلغ أحدهم عن منشور أو تعليق. وهو ينتظر قرارًا.

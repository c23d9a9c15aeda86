# الإشعارات.

notification-title = الإشعارات
notification-unread = غير مقروء
notification-older = أقدم
notification-all = كل الإشعارات
notification-none = لا جديد.
notification-read = تعليم كمقروء
notification-keep = تعليم كغير مقروء
notification-read-all = تعليم الكل كمقروء
notification-read-shown = تعليم هذه كمقروءة
notification-filter = أي الإشعارات
notification-show-all = الكل
notification-show-unread = غير المقروءة
notification-kinds = حسب النوع
notification-kinds-all = كل الأنواع
notification-quiet-title = كل شيء هادئ
notification-quiet = عندما يشاركك أحد أو يعلّق أو يعجبه شيء، تعرف ذلك هنا.
notification-none-here-title = لا شيء من هذا النوع
notification-none-here = اختر مرشّحًا آخر لرؤية الباقي.
notification-arrived-some = إشعارات غير مقروءة: #
notification-allow = أخبرني على هذا الجهاز

notification-kind-started-sharing = مشاركات جديدة معك
notification-kind-comment-on-post = تعليقات على منشوراتك
notification-kind-also-commented = تعليقات بعد تعليقك
notification-kind-mentioned = إشارات في منشورات
notification-kind-mentioned-in-comment = إشارات في تعليقات
notification-kind-liked = إعجابات بمنشورات
notification-kind-liked-comment = إعجابات بتعليقات
notification-kind-reshared = إعادات نشر
notification-kind-contacts-birthday = أعياد ميلاد

notification-two-people = { $one } و{ $two }
notification-three-people = { $one } و{ $two } و{ $three }
notification-many-people = { $one } و{ $two } و{ $three } و{ $others ->
    [zero] لا أحد غيرهم
    [one] شخص آخر
    [two] شخصان آخران
    [few] { $others } آخرون
    [many] { $others } شخصًا آخر
   *[other] { $others } شخص آخر
}
notification-title-of = «{ $title }»

notification-told-started-sharing = بدأ المشاركة معك: { $people }.
notification-told-comment-on-post = علّق على منشورك { $post }: { $people }.
notification-told-comment-on-post-of = علّق على المنشور { $post } من { $author }: { $people }.
notification-told-also-commented = علّق أيضًا على { $post }: { $people }.
notification-told-also-commented-of = علّق أيضًا على { $post } من { $author }: { $people }.
notification-told-mentioned = أشار إليك في { $post }: { $people }.
notification-told-mentioned-of = أشار إليك في { $post }: { $people }.
notification-told-mentioned-in-comment = أشار إليك في تعليق على { $post }: { $people }.
notification-told-mentioned-in-comment-of = أشار إليك في تعليق على { $post }: { $people }.
notification-told-liked = أعجب منشورك { $post }: { $people }.
notification-told-liked-of = أعجب المنشور { $post } من { $author }: { $people }.
notification-told-liked-comment = أعجب تعليقك على { $post }: { $people }.
notification-told-liked-comment-of = أعجب تعليقك على { $post }: { $people }.
notification-told-reshared = أعاد نشر منشورك { $post }: { $people }.
notification-told-reshared-of = أعاد نشر المنشور { $post } من { $author }: { $people }.
notification-told-contacts-birthday = عيد ميلاد يوم { $day }: { $people }.

notification-gone-comment-on-post = علّق على منشور حُذف: { $people }.
notification-gone-also-commented = علّق أيضًا على منشور حُذف: { $people }.
notification-gone-mentioned = أشار إليك في منشور حُذف: { $people }.
notification-gone-mentioned-in-comment = أشار إليك في تعليق حُذف: { $people }.
notification-gone-liked = أُعجب بمنشور لك حُذف: { $people }.
notification-gone-liked-comment = أُعجب بتعليق لك حُذف: { $people }.
notification-gone-reshared = أعاد نشر منشور لك حُذف: { $people }.
